import { render } from "preact";
import "./styles.css";
import { boot } from "./boot.js";
import { applyTheme } from "./theme.js";
import { App } from "./ui/app.js";

applyTheme();
render(<App />, document.getElementById("app")!);
void boot();

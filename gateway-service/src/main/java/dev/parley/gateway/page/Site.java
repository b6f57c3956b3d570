package dev.parley.gateway.page;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files of the web client, or, where it was not built, one page that says so.
final class Site {
    private static final String INDEX = "index.html";

    private final Map<String, SiteFile> files;

    /// @param files by their paths below `/`, without the slash; the page at `/` is `index.html`
    private Site(Map<String, SiteFile> files) {
        this.files = Map.copyOf(files);
    }

    /// @param why in one line of plain text, if there is no `index.html`
    static Site of(Map<String, SiteFile> files, String why) {
        return files.containsKey(INDEX) ? new Site(files) : new Site(Map.of(INDEX, missing(why)));
    }

    private static SiteFile missing(String why) {
        String page = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Parley</title>
                <meta name="viewport" content="width=device-width">
                <h1>Parley</h1>
                <p>%s</p>
                <ul>
                  <li><a href="/v1/openapi.yaml">OpenAPI description of the REST interface</a></li>
                  <li><code>docs/protocol.md</code> in the source tree: the WebSocket protocol</li>
                  <li><a href="/actuator/health">Health of the gateway and of the services behind it</a></li>
                </ul>
                </html>
                """.formatted(why.strip());
        return SiteFile.of(INDEX, page.getBytes(StandardCharsets.UTF_8));
    }

    SiteFile index() {
        SiteFile index = files.get(INDEX);
        if (index == null) {
            throw new IllegalStateException("a site has an index");
        }
        return index;
    }

    /// Null if there is no such file.
    @Nullable
    SiteFile file(String path) {
        return files.get(path);
    }

    /// A page beside the web client, by its address: `/docs`, also with a slash behind it. Null if there is none.
    @Nullable
    SiteFile page(String path) {
        String name = path.substring(1, path.length() - (path.endsWith("/") ? 1 : 0));
        return files.get(name + ".html");
    }

    /// Whether a path may belong to the web client's own addresses, such as `/c/g.17`, and not to an interface.
    static boolean isOfPages(String path) {
        return !path.startsWith("/v1")
                && !path.startsWith("/ws")
                && !path.startsWith("/internal")
                && !path.startsWith("/actuator")
                && !path.startsWith("/assets/")
                && !path.startsWith("/.");
    }
}

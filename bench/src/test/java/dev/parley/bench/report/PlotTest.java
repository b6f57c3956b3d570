package dev.parley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {
    @Test
    void barsGoToBothSidesOfTheFloorAndFiguresWithoutARatioHaveNone() throws Exception {
        Comparison comparison = new Comparison(
                "direct",
                new Side("Parley", "", List.of(Map.of("half", 1.0, "double", 4.0, "endless", 1.0))),
                new Side("floor", "", List.of(Map.of("half", 2.0, "double", 2.0, "endless", 0.0))),
                List.of("half", "double", "endless"),
                List.of(),
                List.of());

        Element svg = parse(Plot.svg(List.of(comparison)));

        double floor =
                Double.parseDouble(((Element) svg.getElementsByTagName("line").item(0)).getAttribute("x1"));
        List<Element> bars = bars(svg);
        assertThat(bars).hasSize(2);
        assertThat(left(bars.getFirst()) + width(bars.getFirst())).isEqualTo(floor);
        assertThat(left(bars.getLast())).isEqualTo(floor);
        // Half and double are as far from the floor.
        assertThat(width(bars.getFirst())).isEqualTo(width(bars.getLast())).isPositive();
        assertThat(svg.getTextContent()).contains("direct half", "0.500", "direct double", "2.00");
    }

    @Test
    void nothingMeasuredIsAnEmptyPlot() throws Exception {
        Comparison noFloor = new Comparison(
                "startup", new Side("up", "", List.of(Map.of("s", 1.0))), Side.NONE, List.of(), List.of(), List.of());

        assertThat(bars(parse(Plot.svg(List.of(noFloor))))).isEmpty();
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> bars(Element svg) {
        NodeList all = svg.getElementsByTagName("rect");
        List<Element> bars = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element rect = (Element) all.item(i);
            if (rect.getAttribute("class").equals("bar")) {
                bars.add(rect);
            }
        }
        return bars;
    }

    private static double left(Element bar) {
        return Double.parseDouble(bar.getAttribute("x"));
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }
}

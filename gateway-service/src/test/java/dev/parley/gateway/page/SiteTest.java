package dev.parley.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteTest {
    @Test
    void withoutTheWebClientThePageSaysInOneLineWhy() {
        SiteFile page = Site.of(Map.of(), "The web client is not built: Node is needed.\n")
                .index();
        assertThat(text(page)).contains("<p>The web client is not built: Node is needed.</p>", "/v1/openapi.yaml");
    }

    @Test
    void aPageBesideTheWebClientHasAnAddressWithoutEnding() {
        SiteFile index = SiteFile.of("index.html", bytes("chat"));
        SiteFile docs = SiteFile.of("docs.html", bytes("docs"));
        Site site = Site.of(Map.of("index.html", index, "docs.html", docs), "");

        assertThat(site.page("/docs")).isSameAs(docs);
        assertThat(site.page("/docs/")).isSameAs(docs);
        assertThat(site.page("/docs/more")).isNull();
        assertThat(site.page("/c/g.17")).isNull();
        assertThat(site.page("//")).isNull();
    }

    @Test
    void whatIsNamedByItsContentIsKeptForeverAndNothingElse() {
        assertThat(SiteFile.of("assets/index-1a2b.js", bytes("x")).isHashed()).isTrue();
        assertThat(SiteFile.of("index.html", bytes("x")).isHashed()).isFalse();
        assertThat(SiteFile.of("favicon.svg", bytes("x")).type()).isEqualTo("image/svg+xml");
    }

    @Test
    void whatGetsNoSmallerIsNotCompressed() {
        assertThat(SiteFile.of("a.txt", bytes("x")).gzipped()).isEmpty();
        assertThat(SiteFile.of("a.txt", bytes("x".repeat(1_000))).gzipped()).hasSizeBetween(1, 100);
    }

    @Test
    void aFileOfAnUnknownKindIsABug() {
        assertThatThrownBy(() -> SiteFile.of("a.exe", bytes("x"))).hasMessageContaining("a.exe");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SiteFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}

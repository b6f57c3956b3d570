package dev.parley.gateway.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class PageWiring {
    /// Where the module `web` packs what it built.
    private static final String BUILT = "dev/parley/web/";

    private static final String FILES = BUILT + "site/";

    @Bean
    RouterFunction<ServerResponse> pages() throws IOException {
        PageController pages = new PageController(site());
        return RouterFunctions.route(
                RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD).and(pages::isForPages), pages::answer);
    }

    private static Site site() throws IOException {
        Map<String, SiteFile> files = new HashMap<>();
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:" + FILES + "**")) {
            if (resource.isReadable()) {
                String address = resource.getURL().toString();
                String path = address.substring(address.indexOf(FILES) + FILES.length());
                files.put(path, SiteFile.of(path, resource.getContentAsByteArray()));
            }
        }
        Resource missing = new ClassPathResource(BUILT + "missing.txt");
        String why = missing.exists()
                ? missing.getContentAsString(StandardCharsets.UTF_8)
                : "The web client is not part of this build.";
        return Site.of(files, why);
    }
}

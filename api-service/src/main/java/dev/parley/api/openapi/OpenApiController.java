package dev.parley.api.openapi;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Hands out the description.
@RestController
class OpenApiController {
    private static final Duration CACHED = Duration.ofMinutes(5);

    private final Resource description = new ClassPathResource("openapi.yaml", OpenApiController.class);

    @GetMapping("/v1/openapi.yaml")
    ResponseEntity<Resource> openapi() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CACHED).cachePublic())
                .contentType(MediaType.APPLICATION_YAML)
                .body(description);
    }
}

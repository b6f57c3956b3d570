package dev.parley.notification.webpush;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.kit.problem.RefusedException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The public key that browsers subscribe with. For anyone.
@RestController
class VapidKeyController {
    private final Optional<VapidKey> key;

    VapidKeyController(Optional<VapidKey> key) {
        this.key = key;
    }

    @GetMapping("/v1/push/vapid-key")
    KeyJson key() {
        return new KeyJson(
                key.map(VapidKey::publicPoint).orElseThrow(() -> new RefusedException(ErrorCode.PUSH_PROVIDER_OFF)));
    }

    record KeyJson(String key) {}
}

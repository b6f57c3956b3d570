package dev.parley.notification.address;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// For api-service, which erases users; the gateway does not lead here.
@RestController
class InternalAddressController {
    private final AddressStore addresses;

    InternalAddressController(AddressStore addresses) {
        this.addresses = addresses;
    }

    /// Forgets all of a user's addresses with what is outstanding for them. Again finds none.
    @DeleteMapping("/internal/users/{id}/addresses")
    RemovedJson removeAll(@PathVariable String id) {
        return new RemovedJson(addresses.removeAll(user(id)));
    }

    private static UserId user(String text) {
        try {
            return UserId.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "the user must be an id"));
        }
    }

    /// @param removed how many
    record RemovedJson(int removed) {}
}

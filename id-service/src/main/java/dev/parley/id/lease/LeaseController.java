package dev.parley.id.lease;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.kit.ids.LeaseBody;
import dev.parley.kit.ids.LeaseStore;
import dev.parley.kit.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Leases for other services; the gateway doesn't route here. `highestTimeUsed` is in milliseconds since 1970 and
/// told ahead of use: the holder stamps nothing later. 409 means that the number is not the caller's: stop
/// stamping. 503 means
/// that nothing was done or the outcome is unknown: try again.
@RestController
@RequestMapping("/internal/leases")
class LeaseController {
    private static final int LONGEST_HOLDER = 200;

    private final LeaseStore store;

    LeaseController(LeaseStore store) {
        this.store = store;
    }

    /// @param highestTimeUsed none: the holder renews before it stamps
    record Acquire(
            @NotBlank @Size(max = LONGEST_HOLDER) String holder,
            @Nullable @PositiveOrZero Long highestTimeUsed) {
        long promiseMs() {
            return highestTimeUsed == null ? 0 : highestTimeUsed;
        }
    }

    record Proof(
            @NotNull UUID token, @NotNull @PositiveOrZero Long highestTimeUsed) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    LeaseBody acquire(@Valid @RequestBody Acquire request) {
        return LeaseBody.of(store.acquire(request.holder(), request.promiseMs()));
    }

    @PutMapping("/{worker}")
    LeaseBody renew(@PathVariable int worker, @Valid @RequestBody Proof proof) {
        return store.renew(worker, proof.token(), proof.highestTimeUsed())
                .map(LeaseBody::of)
                .orElseThrow(LeaseController::lost);
    }

    @DeleteMapping("/{worker}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable int worker, @Valid @RequestBody Proof proof) {
        if (!store.release(worker, proof.token(), proof.highestTimeUsed())) {
            throw lost();
        }
    }

    private static RefusedException lost() {
        return new RefusedException(ErrorCode.LEASE_LOST);
    }
}

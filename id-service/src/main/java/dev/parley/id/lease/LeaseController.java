package dev.parley.id.lease;

import dev.parley.kit.ids.LeaseBody;
import dev.parley.kit.ids.LeaseStore;
import dev.parley.kit.ids.WorkerLease;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Leases for other services; the gateway doesn't route here. `highestTimeUsed` is in milliseconds since 1970 and told
/// ahead of use: the holder stamps nothing later. 409 means that the number is not the caller's: stop stamping. 503
/// means
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
    ResponseEntity<LeaseBody> acquire(@Valid @RequestBody Acquire request) {
        WorkerLease lease = store.acquire(request.holder(), request.promiseMs());
        return ResponseEntity.status(HttpStatus.CREATED).body(LeaseBody.of(lease));
    }

    @PutMapping("/{worker}")
    ResponseEntity<?> renew(@PathVariable int worker, @Valid @RequestBody Proof proof) {
        return store.renew(worker, proof.token(), proof.highestTimeUsed())
                .<ResponseEntity<?>>map(lease -> ResponseEntity.ok(LeaseBody.of(lease)))
                .orElseGet(LeaseController::lost);
    }

    @DeleteMapping("/{worker}")
    ResponseEntity<?> release(@PathVariable int worker, @Valid @RequestBody Proof proof) {
        return store.release(worker, proof.token(), proof.highestTimeUsed())
                ? ResponseEntity.noContent().build()
                : lost();
    }

    private static ResponseEntity<ProblemDetail> lost() {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "This worker number is not yours (any more).");
        problem.setProperty("code", "lease_lost");
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }
}

package dev.parley.id.batch;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.ids.IdSource;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Ids as decimal strings, in growing order. A batch is complete or refused; ids of a refused one are never used.
@RestController
class BatchController {
    /// More would hold others up: 10,000 take three milliseconds of the generator's range.
    private static final int MOST = 10_000;

    private final IdSource ids;

    BatchController(IdSource ids) {
        this.ids = ids;
    }

    record Order(int count) {}

    record Batch(List<String> ids) {}

    @PostMapping("/v1/ids")
    Batch make(@RequestBody Order order) {
        return batch(order.count());
    }

    @GetMapping("/internal/ids")
    Batch get(@RequestParam int count) {
        return batch(count);
    }

    private Batch batch(int count) {
        if (count < 1 || count > MOST) {
            throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "count is 1 to " + MOST));
        }
        return new Batch(Stream.generate(ids::next)
                .limit(count)
                .map(id -> Long.toString(id))
                .toList());
    }
}

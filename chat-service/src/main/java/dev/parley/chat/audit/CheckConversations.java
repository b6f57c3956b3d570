package dev.parley.chat.audit;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.ConversationId;
import dev.parley.kit.time.Ticker;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one small step of the audit at a time, for ever: first what was found and is to be looked at again, then, two
/// to one, conversations written to lately and the sweep over all of them. For one thread; never throws for what a
/// store does or holds.
final class CheckConversations {
    private static final Logger log = LoggerFactory.getLogger(CheckConversations.class);

    /// Of `tails` in one read.
    private static final int TAILS = 100;

    /// Steps between two of the sweep while conversations are due.
    private static final int RECENT_STEPS = 2;

    /// The older part of a long conversation, page by page.
    ///
    /// @param through what follows was compared already
    private record Deep(ConversationId conversation, Walk walk, long through) {}

    private final CheckOne one;
    private final Recent recent;
    private final Sweep sweep;
    private final Findings findings;
    private final Supplier<Set<Integer>> slots;
    private final AuditMetrics metrics;
    private final Ticker ticker;

    private final Queue<ConversationId> toSweep = new ArrayDeque<>();
    private @Nullable Deep deep;
    private int recentSteps;

    /// @param slots this server's
    CheckConversations(
            CheckOne one,
            Recent recent,
            Sweep sweep,
            Findings findings,
            Supplier<Set<Integer>> slots,
            AuditMetrics metrics,
            Ticker ticker) {
        this.one = one;
        this.recent = recent;
        this.sweep = sweep;
        this.findings = findings;
        this.slots = slots;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /// @return statements that the step cost the store; 0 if nothing was due
    int step() {
        one.begin();
        try {
            boolean worked = lookAgain() || goOn();
            return worked ? Math.max(1, one.spent()) : 0;
        } catch (UnavailableException away) {
            // The conversation comes again with the next round.
            metrics.unavailable();
        } catch (RuntimeException unexpected) {
            metrics.failed();
            deep = null;
            log.atError().setMessage("audit_failed").setCause(unexpected).log();
        } finally {
            metrics.sweepAge(sweep.age(ticker.nanos()));
        }
        return Math.max(1, one.spent());
    }

    private boolean lookAgain() {
        Optional<Finding> due = findings.next(ticker.nanos());
        if (due.isEmpty()) {
            return false;
        }
        Finding finding = due.get();
        boolean isThere = one.isStillThere(finding);
        if (findings.lookedAgain(finding, isThere, ticker.nanos())) {
            metrics.found(finding);
            log.atError()
                    .setMessage(finding.kind().logEvent())
                    .addKeyValue("conversation", finding.conversation())
                    .addKeyValue("seq", finding.seq())
                    .log();
        } else if (!isThere) {
            log.atInfo()
                    .setMessage("audit_finding_gone")
                    .addKeyValue("kind", finding.kind().tag())
                    .addKeyValue("conversation", finding.conversation())
                    .addKeyValue("seq", finding.seq())
                    .log();
        }
        metrics.open(findings.confirmed());
        return true;
    }

    private boolean goOn() {
        if (recentSteps < RECENT_STEPS && checkRecent()) {
            recentSteps++;
            return true;
        }
        recentSteps = 0;
        return sweepOn() || checkRecent();
    }

    private boolean checkRecent() {
        Optional<Recent.Due> due = recent.next(ticker.nanos());
        due.ifPresent(it -> {
            List<Recent.Sent> undecided = it.sends();
            try {
                undecided = check(it.conversation(), it.sends()).undecided();
            } finally {
                // All of them while a store is away: that is when something is lost.
                recent.putBack(it.conversation(), undecided);
            }
        });
        return due.isPresent();
    }

    private boolean sweepOn() {
        if (deep != null) {
            goDeeper(deep);
            return true;
        }
        ConversationId next = toSweep.poll();
        if (next != null) {
            CheckOne.Result result = check(next, List.of());
            if (result.from() > 0) {
                deep = new Deep(next, new Walk(next, 0), result.from());
            }
            return true;
        }
        return readTails();
    }

    private void goDeeper(Deep at) {
        at.walk().take(one.page(at.conversation(), at.walk().reached()));
        if (at.walk().reached() >= at.through()) {
            deep = null;
            at.walk().end(at.through());
            findings.suspect(at.walk().findings(), ticker.nanos());
        }
    }

    private boolean readTails() {
        long now = ticker.nanos();
        sweep.own(slots.get(), now);
        Optional<Sweep.Range> due = sweep.next(now);
        due.ifPresent(range -> {
            List<AuditStore.Tail> tails = one.tails(range.after(), range.through(), TAILS);
            tails.forEach(tail -> toSweep.add(tail.conversation()));
            sweep.reached(
                    range,
                    tails.size() < TAILS ? range.through() : tails.getLast().token(),
                    now);
        });
        return due.isPresent();
    }

    private CheckOne.Result check(ConversationId conversation, List<Recent.Sent> sends) {
        CheckOne.Result result = one.check(conversation, sends);
        metrics.checked();
        findings.suspect(result.findings(), ticker.nanos());
        return result;
    }
}

package dev.parley.notification.logline;

import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.provider.Target;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log whom it would tell of what; never who wrote, nor any text.
final class LogPushClient implements PushClient {
    private static final Logger log = LoggerFactory.getLogger(LogPushClient.class);

    @Override
    public Provider provider() {
        return Provider.LOG;
    }

    @Override
    public Optional<String> fault(Target target) {
        return Optional.empty();
    }

    @Override
    public Outcome push(Target target, Notice notice) {
        log.atInfo()
                .setMessage(notice instanceof Notice.Ring ? "would_ring" : "would_take_back")
                .addKeyValue("device", notice.device())
                .addKeyValue("user", notice.user())
                .addKeyValue("conversation", notice.conversation())
                .addKeyValue("badge", notice.badge())
                .log();
        return new Outcome.Accepted();
    }
}

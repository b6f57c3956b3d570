package dev.parley.systemtests.traffic;

import java.nio.file.Path;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Listens to every connection of a gateway that is told so by `spring.main.sources`, as bytes, before anything of the
/// gateway sees them and after all of it has written them. In other services of the same JVM it does nothing.
@Configuration(proxyBeanMethods = false)
public class RecordTraffic {
    /// System property: the file.
    static final String FILE = "systemtests.traffic.file";

    @Bean
    NettyServerCustomizer overhearEveryone() {
        Recorder recorder = new Recorder(Path.of(System.getProperty(FILE)));
        return server -> server.doOnChannelInit(
                (observer, channel, remoteAddress) -> channel.pipeline().addFirst(new Overhear(new Talk(recorder))));
    }
}

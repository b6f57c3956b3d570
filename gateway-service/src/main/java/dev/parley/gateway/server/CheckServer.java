package dev.parley.gateway.server;

import dev.parley.kit.tls.Trust;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import reactor.netty.tcp.SslProvider;

/// Makes sure that a server of the installation with TLS is one: its certificate leads to a trusted authority and is
/// for
/// its name.
public final class CheckServer {
    private final SslContext context;
    private final String name;

    /// @param name that its certificate is for; empty: the address that is connected to
    public CheckServer(Trust trust, String name) {
        this.name = name;
        SslContextBuilder client = SslContextBuilder.forClient().sslProvider(io.netty.handler.ssl.SslProvider.JDK);
        trust.factory().ifPresent(client::trustManager);
        try {
            this.context = client.build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("the JDK has TLS", impossible);
        }
    }

    public void configure(SslProvider.SslContextSpec tls) {
        tls.sslContext(context).handlerConfigurator(this::checkName);
    }

    /// The JDK holds a certificate against the name that was asked for, before the address.
    private void checkName(SslHandler handler) {
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!name.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        handler.engine().setSSLParameters(parameters);
    }
}

package dev.parley.chat.edge;

import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.tls.NettyTls;
import dev.parley.contracts.error.ErrorCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Listens for WebSockets. Starts after everything it serves from and stops before it: first no new sockets, then
/// every client is told to
/// come back elsewhere, then those that did not leave in time are cut off.
public final class EdgeServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

    /// Larger than what any client sends with its handshake.
    private static final int MAX_REQUEST_LINE = 4_096;

    private static final int MAX_HEADERS = 16_384;
    private static final int MAX_REQUEST_BODY = 1_024;
    private static final int BACKLOG = 4_096;

    /// What the kernel takes of a socket beyond what TCP has sent. Without it a client that does not read costs the
    /// kernel megabytes.
    private static final long UNSENT_BYTES = 131_072;

    private final EdgeParts parts;
    private final NettyTls tls;
    private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private @Nullable EventLoopGroup acceptor;
    private @Nullable EventLoopGroup loops;
    private volatile @Nullable Channel listener;

    EdgeServer(EdgeParts parts, NettyTls tls) {
        this.parts = parts;
        this.tls = tls;
        parts.metrics().gauges(sockets::size, parts.counts()::users, parts.outbound()::used);
    }

    /// The port it listens on.
    ///
    /// @throws IllegalStateException if it does not
    public int port() {
        Channel bound = listener;
        if (bound == null || !(bound.localAddress() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("the edge does not listen");
        }
        return address.getPort();
    }

    @Override
    public synchronized void start() {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("edge-accept"), io);
        EventLoopGroup serving =
                new MultiThreadIoEventLoopGroup(parts.settings().eventLoops(), new DefaultThreadFactory("edge"), io);
        acceptor = accepting;
        loops = serving;
        ServerBootstrap server = new ServerBootstrap()
                .group(accepting, serving)
                .channel(channelType())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(Outbound.LOW_WATER, Outbound.HIGH_WATER))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        if (Epoll.isAvailable()) {
            server.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        }
        ChannelFuture bound =
                server.bind(parts.settings().host(), parts.settings().port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutdownLoops();
            throw new IllegalStateException("port " + parts.settings().port() + " can't be listened on", bound.cause());
        }
        listener = bound.channel();
        log.atInfo()
                .setMessage("edge_started")
                .addKeyValue("port", port())
                .addKeyValue("tls", tls.isOn())
                .log();
    }

    private static Class<? extends ServerChannel> channelType() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private void accept(Channel channel) {
        sockets.add(channel);
        ChannelPipeline pipeline = channel.pipeline();
        tls.handler(channel.alloc(), parts.settings().timeouts().hello()).ifPresent(pipeline::addLast);
        pipeline.addLast(
                new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, MAX_REQUEST_BODY),
                new HttpObjectAggregator(MAX_REQUEST_BODY),
                new UpgradeSocketHandler(parts, this::isFull));
    }

    private boolean isFull() {
        return sockets.size() > parts.settings().limits().connections();
    }

    @Override
    public synchronized void stop() {
        Channel listening = listener;
        if (listening == null) {
            return;
        }
        listener = null;
        listening.close().awaitUninterruptibly();
        for (Channel socket : sockets) {
            ChatSocketHandler handler = socket.pipeline().get(ChatSocketHandler.class);
            if (handler == null) {
                socket.close();
            } else {
                handler.close(ErrorCode.GOING_AWAY);
            }
        }
        boolean left = sockets.newCloseFuture()
                .awaitUninterruptibly(parts.settings().timeouts().stop().toMillis(), TimeUnit.MILLISECONDS);
        log.atInfo().setMessage("edge_stopped").addKeyValue("all_left", left).log();
        sockets.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        shutdownLoops();
    }

    private void shutdownLoops() {
        for (EventLoopGroup group : new @Nullable EventLoopGroup[] {acceptor, loops}) {
            if (group != null) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    @Override
    public int getPhase() {
        return Phase.EDGE.number();
    }
}

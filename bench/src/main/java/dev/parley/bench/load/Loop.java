package dev.parley.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one thread that does everything of the generator. One is enough for what two cores serve, and needs no locks.
public final class Loop implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    /// The generator never waits for its sockets; what the kernel does not take is in memory.
    private static final int NO_WATER_MARK = 1 << 30;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("generator", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final @Nullable InetSocketAddress from;

    public Loop() {
        from = null;
    }

    /// @param from a loopback address that its connections come from: one address has ports for 28,000 to one server
    public Loop(String from) {
        this.from = new InetSocketAddress(from, 0);
    }

    /// For scheduling.
    public EventLoop executor() {
        return loop;
    }

    public long nanos() {
        return System.nanoTime();
    }

    /// Runs it on the loop and returns its result.
    public <T> T call(Callable<T> task) {
        try {
            return loop.submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Runs it on the loop and returns when it is done.
    public void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /// Begins to connect; the socket hears of everything else.
    void connect(InetSocketAddress address, Socket socket) {
        new Bootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(NO_WATER_MARK / 2, NO_WATER_MARK))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(socket.handler());
                    }
                })
                .connect(address, from)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        socket.failed(done.cause());
                    }
                });
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}

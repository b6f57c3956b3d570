package dev.parley.bench.floor;

import dev.parley.bench.load.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Answers as a chat server would, with frames as long as its.
final class RoomSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final byte[] HELLO = Bytes.of("{\"type\":\"hello\"");
    private static final byte[] SEND = Bytes.of("{\"type\":\"send\"");
    private static final byte[] TICKET = Bytes.of("\"ticket\":\"");
    private static final byte[] CONVERSATION = Bytes.of("\"conversationId\":\"");
    private static final byte[] NAME = Bytes.of("\"clientMessageId\":\"");
    private static final byte[] TEXT = Bytes.of("\"text\":\"");

    private final Rooms rooms;
    private Rooms.@Nullable Room room;

    RoomSocketHandler(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame.content());
        if (Bytes.startsWith(bytes, bytes.length, SEND)) {
            send(bytes);
        } else if (Bytes.startsWith(bytes, bytes.length, HELLO)) {
            hello(ctx, after(bytes, TICKET));
        }
    }

    /// The ticket is the conversation.
    private void hello(ChannelHandlerContext ctx, String conversation) {
        Rooms.Room entered = rooms.of(conversation);
        room = entered;
        entered.members().add(ctx.channel());
        ctx.writeAndFlush(
                new TextWebSocketFrame("{\"type\":\"welcome\",\"cursor\":\"1.1\",\"heads\":[{\"conversationId\":\""
                        + conversation + "\",\"seq\":" + entered.seq() + "}],\"more\":false}"));
    }

    private void send(byte[] bytes) {
        String conversation = after(bytes, CONVERSATION);
        Rooms.Room to = rooms.of(conversation);
        long seq = to.nextSeq();
        String event = "{\"type\":\"event\",\"conversationId\":\"" + conversation + "\",\"seq\":" + seq
                + ",\"messageId\":\"7316283912192000000\",\"author\":\"7316283912192000000\","
                + "\"sentAt\":\"2026-01-01T00:00:01.500Z\",\"kind\":\"message\",\"clientMessageId\":\""
                + after(bytes, NAME) + "\",\"text\":\"" + after(bytes, TEXT) + "\",\"cursor\":\"1."
                + Long.toString(seq, 36) + "\"}";
        ByteBuf shared = Unpooled.directBuffer(event.length());
        shared.writeCharSequence(event, StandardCharsets.UTF_8);
        for (Channel member : to.members()) {
            member.writeAndFlush(new TextWebSocketFrame(shared.retainedDuplicate()), member.voidPromise());
        }
        shared.release();
    }

    private static String after(byte[] bytes, byte[] key) {
        return Bytes.text(bytes, Bytes.endOf(bytes, 0, bytes.length, key), bytes.length);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Rooms.Room left = room;
        if (left != null) {
            left.members().remove(ctx.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}

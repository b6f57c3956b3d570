package dev.parley.chat.share;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// [ShareOffer] and [SharePlan] as bytes inside Kafka's group protocol. What follows the known fields is ignored, so
/// that later versions can say more.
final class ShareRecords {
    private static final int UNOWNED = -1;

    private ShareRecords() {}

    static ByteBuffer encode(ShareOffer offer) {
        return write(out -> {
            out.writeUTF(offer.server());
            out.writeUTF(offer.url().toString());
            out.writeInt(offer.weight());
            out.writeInt(offer.mayGive());
            out.writeInt(offer.number());
        });
    }

    /// @throws IllegalArgumentException for bytes that no server of this kind sent
    static ShareOffer decodeOffer(ByteBuffer bytes) {
        return read(
                bytes,
                in -> new ShareOffer(in.readUTF(), URI.create(in.readUTF()), in.readInt(), in.readInt(), in.readInt()));
    }

    static ByteBuffer encode(SharePlan plan) {
        List<String> servers = new ArrayList<>(plan.servers().keySet());
        int partitions =
                plan.owners().keySet().stream().mapToInt(it -> it + 1).max().orElse(0);
        return write(out -> {
            out.writeBoolean(plan.more());
            out.writeShort(servers.size());
            for (String server : servers) {
                out.writeUTF(server);
                out.writeUTF(String.valueOf(plan.servers().get(server)));
            }
            out.writeInt(partitions);
            for (int partition = 0; partition < partitions; partition++) {
                out.writeShort(plan.ownerOf(partition).map(servers::indexOf).orElse(UNOWNED));
            }
        });
    }

    /// @throws IllegalArgumentException as [#decodeOffer]
    static SharePlan decodePlan(ByteBuffer bytes) {
        return read(bytes, in -> {
            boolean more = in.readBoolean();
            Map<String, URI> servers = new LinkedHashMap<>();
            for (int left = in.readShort(); left > 0; left--) {
                servers.put(in.readUTF(), URI.create(in.readUTF()));
            }
            List<String> names = List.copyOf(servers.keySet());
            Map<Integer, String> owners = new HashMap<>();
            int partitions = in.readInt();
            for (int partition = 0; partition < partitions; partition++) {
                int server = in.readShort();
                if (server != UNOWNED) {
                    owners.put(partition, names.get(server));
                }
            }
            return new SharePlan(owners, servers, more);
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static ByteBuffer write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't fail", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static <T> T read(ByteBuffer bytes, Reading<T> reading) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        try {
            return reading.from(new DataInputStream(new ByteArrayInputStream(copy)));
        } catch (IOException | IndexOutOfBoundsException notOurs) {
            throw new IllegalArgumentException("not what a chat server of this kind says to its group", notOurs);
        }
    }
}

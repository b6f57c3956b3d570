package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.wire.BlockBody;
import dev.parley.contracts.wire.EventBody;
import dev.parley.contracts.wire.MembershipBody;
import java.util.ArrayList;
import java.util.List;

/// Bodies of events, as they lie in the event store's `payload` and travel in inbox records.
public final class EventBodies {
    private EventBodies() {}

    public static byte[] encode(dev.parley.contracts.event.EventBody body) {
        return toWire(body).toByteArray();
    }

    /// @throws UnreadableRecordException if the bytes are no body of any version this code knows
    public static dev.parley.contracts.event.EventBody decode(byte[] bytes) throws UnreadableRecordException {
        try {
            return fromWire(EventBody.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("event body", bad);
        }
    }

    static EventBody toWire(dev.parley.contracts.event.EventBody body) {
        EventBody.Builder wire = EventBody.newBuilder();
        switch (body) {
            case dev.parley.contracts.event.EventBody.Text text -> wire.setText(text.text());
            case dev.parley.contracts.event.EventBody.Membership membership ->
                wire.setMembership(membership(membership.change()));
            case dev.parley.contracts.event.EventBody.Block block ->
                wire.setBlock(BlockBody.newBuilder()
                        .setBlocked(block.change().blocked())
                        .setVersion(block.change().version()));
            case dev.parley.contracts.event.EventBody.Stored stored -> wire.setStoredBytes(stored.bytes());
        }
        return wire.build();
    }

    static dev.parley.contracts.event.EventBody fromWire(EventBody wire) throws UnreadableRecordException {
        return switch (wire.getBodyCase()) {
            case TEXT -> new dev.parley.contracts.event.EventBody.Text(wire.getText());
            case MEMBERSHIP -> new dev.parley.contracts.event.EventBody.Membership(membership(wire.getMembership()));
            case BLOCK ->
                new dev.parley.contracts.event.EventBody.Block(new BlockChange(
                        wire.getBlock().getBlocked(), wire.getBlock().getVersion()));
            case STORED_BYTES -> new dev.parley.contracts.event.EventBody.Stored(wire.getStoredBytes());
            case BODY_NOT_SET -> throw new UnreadableRecordException("event body without content", null);
        };
    }

    static MembershipBody membership(MembershipChange change) {
        MembershipBody.Builder wire = MembershipBody.newBuilder()
                .setVersion(change.version())
                .setChange(kind(change.kind()))
                .setTitle(change.title());
        for (UserId subject : change.subjects()) {
            wire.addSubjects(subject.value());
        }
        for (Member member : change.members()) {
            wire.addMembers(dev.parley.contracts.wire.Member.newBuilder()
                    .setUserId(member.user().value())
                    .setRole(role(member.role())));
        }
        return wire.build();
    }

    static MembershipChange membership(MembershipBody wire) {
        List<UserId> subjects = new ArrayList<>(wire.getSubjectsCount());
        for (long subject : wire.getSubjectsList()) {
            subjects.add(new UserId(subject));
        }
        List<Member> members = new ArrayList<>(wire.getMembersCount());
        for (dev.parley.contracts.wire.Member member : wire.getMembersList()) {
            members.add(new Member(new UserId(member.getUserId()), role(member.getRole())));
        }
        return new MembershipChange(wire.getVersion(), kind(wire.getChange()), subjects, members, wire.getTitle());
    }

    private static dev.parley.contracts.wire.MembershipChange kind(MembershipChange.Kind kind) {
        return switch (kind) {
            case CREATED -> dev.parley.contracts.wire.MembershipChange.MEMBERSHIP_CHANGE_CREATED;
            case ADDED -> dev.parley.contracts.wire.MembershipChange.MEMBERSHIP_CHANGE_ADDED;
            case REMOVED -> dev.parley.contracts.wire.MembershipChange.MEMBERSHIP_CHANGE_REMOVED;
            case LEFT -> dev.parley.contracts.wire.MembershipChange.MEMBERSHIP_CHANGE_LEFT;
            case RENAMED -> dev.parley.contracts.wire.MembershipChange.MEMBERSHIP_CHANGE_RENAMED;
            case ROLE_CHANGED -> dev.parley.contracts.wire.MembershipChange.MEMBERSHIP_CHANGE_ROLE_CHANGED;
        };
    }

    private static MembershipChange.Kind kind(dev.parley.contracts.wire.MembershipChange wire) {
        return switch (wire) {
            case MEMBERSHIP_CHANGE_CREATED -> MembershipChange.Kind.CREATED;
            case MEMBERSHIP_CHANGE_ADDED -> MembershipChange.Kind.ADDED;
            case MEMBERSHIP_CHANGE_REMOVED -> MembershipChange.Kind.REMOVED;
            case MEMBERSHIP_CHANGE_LEFT -> MembershipChange.Kind.LEFT;
            case MEMBERSHIP_CHANGE_RENAMED -> MembershipChange.Kind.RENAMED;
            case MEMBERSHIP_CHANGE_ROLE_CHANGED -> MembershipChange.Kind.ROLE_CHANGED;
            case MEMBERSHIP_CHANGE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("unknown membership change");
        };
    }

    private static dev.parley.contracts.wire.Role role(Role role) {
        return switch (role) {
            case MEMBER -> dev.parley.contracts.wire.Role.ROLE_MEMBER;
            case ADMIN -> dev.parley.contracts.wire.Role.ROLE_ADMIN;
            case OWNER -> dev.parley.contracts.wire.Role.ROLE_OWNER;
        };
    }

    private static Role role(dev.parley.contracts.wire.Role wire) {
        return switch (wire) {
            case ROLE_MEMBER -> Role.MEMBER;
            case ROLE_ADMIN -> Role.ADMIN;
            case ROLE_OWNER -> Role.OWNER;
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("unknown role");
        };
    }
}

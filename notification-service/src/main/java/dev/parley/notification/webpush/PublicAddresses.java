package dev.parley.notification.webpush;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/// Tells addresses of the public internet from those inside: an endpoint is a stranger's word for where this
/// service
/// shall send requests, and must not lead it to its neighbours.
final class PublicAddresses {
    private PublicAddresses() {}

    /// Whether the address is on the public internet: none of the ranges that IANA lists as special, nor an IPv6
    /// form that carries an IPv4 address in it.
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublic6(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int a = four[0] & 0xff;
        int b = four[1] & 0xff;
        int c = four[2] & 0xff;
        boolean thisNetwork = a == 0;
        boolean sharedByCarriers = a == 100 && b >= 64 && b < 128;
        boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean relay = a == 192 && b == 88 && c == 99;
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean examples = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        boolean reserved = a >= 240;
        return !(thisNetwork || sharedByCarriers || protocols || relay || benchmarks || examples || reserved);
    }

    /// Global unicast is 2000::/3; in it lie documentation, Teredo and other protocols (2001::/23), examples
    /// (2001:db8::/32 and 3fff::/20) and 6to4 (2002::/16). NAT64 and mapped addresses are outside of it.
    private static boolean isPublic6(byte[] six) {
        int first = (six[0] & 0xff) << 8 | (six[1] & 0xff);
        int second = (six[2] & 0xff) << 8 | (six[3] & 0xff);
        boolean globalUnicast = (first & 0xe000) == 0x2000;
        boolean protocols = first == 0x2001 && second < 0x200;
        boolean examples = (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
        boolean sixToFour = first == 0x2002;
        return globalUnicast && !protocols && !examples && !sixToFour;
    }
}

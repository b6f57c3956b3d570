package dev.parley.client.account;

import java.net.URI;

/// Where to connect, and the right to do so, once and soon.
public record Place(URI url, String ticket) {
    @Override
    public String toString() {
        return "Place[url=" + url + "]";
    }
}

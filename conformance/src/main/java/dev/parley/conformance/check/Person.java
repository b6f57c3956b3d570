package dev.parley.conformance.check;

import java.math.BigInteger;

/// An account and its first login.
record Person(String name, String password, Device device) {
    String id() {
        return device.userId();
    }

    String token() {
        return device.accessToken();
    }

    /// The direct conversation of two.
    static String direct(Person one, Person other) {
        boolean inOrder = new BigInteger(one.id()).compareTo(new BigInteger(other.id())) <= 0;
        return inOrder ? "d." + one.id() + "." + other.id() : "d." + other.id() + "." + one.id();
    }
}

package dev.parley.systemtests.upgrade;

import dev.parley.contracts.id.UserId;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// What services say of themselves while they are rolled, and what was broken.
final class Observed {
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Cluster cluster;
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final List<ServiceProcess> notification = new ArrayList<>();
    private volatile String stage = "the start";
    private long asked;
    private long refused;
    private long cut;

    Observed(Cluster cluster) {
        this.cluster = cluster;
    }

    /// What is being done from now on.
    void during(String what) {
        stage = what;
    }

    void broke(String sentence) {
        broken.add("during " + stage + ": " + sentence);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    /// An instance that may ring phones.
    void mayRing(ServiceProcess instance) {
        notification.add(instance);
    }

    /// Whether one of them said that it would ring the user's phone.
    boolean rang(UserId user) {
        return notification.stream()
                .flatMap(ServiceProcess::log)
                .anyMatch(line -> line.contains("would_ring") && line.contains("user=\"" + user + "\""));
    }

    /// Before a process goes: whatever it was given and could not read.
    void look(ServiceProcess process) {
        metrics(process)
                .filter(line -> line.contains("unreadable") && value(line) > 0)
                .forEach(line -> broke(
                        process.name() + " with " + process.release().name() + " could not read all it got: " + line));
    }

    int slots(ServiceProcess chatServer) {
        return (int) metrics(chatServer)
                .filter(line -> line.startsWith("chat_slots_owned"))
                .mapToDouble(Observed::value)
                .sum();
    }

    /// As Kubernetes asks before it sends anybody there.
    boolean isReady(ServiceProcess process) {
        return ask(process, "/actuator/health/readiness").statusCode() == OK;
    }

    private Stream<String> metrics(ServiceProcess process) {
        return ask(process, "/actuator/prometheus").body().lines().filter(line -> !line.startsWith("#"));
    }

    private HttpResponse<String> ask(ServiceProcess process, String path) {
        URI address = cluster.management(process).resolve(path);
        try {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(process.name() + " does not say how it is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /// What somebody at the door was answered.
    void hear(Knocking door) {
        asked = door.asked();
        refused = door.refusals();
        cut = door.cut();
        broken.addAll(door.refused());
    }

    long asked() {
        return asked;
    }

    long refused() {
        return refused;
    }

    long cut() {
        return cut;
    }
}

package dev.parley.systemtests.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One run of one engine or service.
public record OneProcess(String name, ProcessHandle process) {
    /// SIGKILL, to the process that was started; returns when it is gone.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Stands still until [#resume]: connections stay open and nothing is answered.
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    /// PostgreSQL serves each connection in a process of its own.
    private void signal(String signal) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(process), process.descendants())
                .filter(ProcessHandle::isAlive)
                .forEach(each -> command.add(Long.toString(each.pid())));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

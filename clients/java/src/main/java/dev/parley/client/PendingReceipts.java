package dev.parley.client;

import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Who waits for which send. Waiters go on on threads of their own, so that they may block.
final class PendingReceipts {
    private final Map<String, CompletableFuture<SentReceipt>> waiting = new ConcurrentHashMap<>();
    private final Executor waiters =
            task -> Thread.ofVirtual().name("parley-receipt").start(task);

    CompletableFuture<SentReceipt> await(String clientMessageId) {
        CompletableFuture<SentReceipt> receipt = new CompletableFuture<>();
        waiting.put(clientMessageId, receipt);
        return receipt;
    }

    void settled(PendingSend send, Outcome outcome) {
        CompletableFuture<SentReceipt> receipt = waiting.remove(send.clientMessageId());
        if (receipt == null) {
            return;
        }
        waiters.execute(() -> {
            switch (outcome) {
                case Outcome.Sent sent ->
                    receipt.complete(new SentReceipt(send.conversation(), sent.seq(), sent.messageId()));
                case Outcome.Refused refused -> receipt.completeExceptionally(new SendRefusedException(refused));
            }
        });
    }

    void close() {
        waiting.values()
                .forEach(receipt -> waiters.execute(() -> receipt.completeExceptionally(new ClientClosedException())));
        waiting.clear();
    }
}

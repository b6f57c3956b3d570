package dev.parley.id.lease;

import dev.parley.id.RunningIdService;
import dev.parley.kit.ids.LeaseStore;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.context.ConfigurableApplicationContext;

/// The same promises from another process's point of view: client, controller, table.
class HttpLeaseStoreBackendTest extends LeaseStoreContract {
    private static LeaseTable table;
    private static RunningIdService service;
    private static ConfigurableApplicationContext otherProcess;

    @BeforeAll
    static void open() {
        TestDatabase database = TestEngines.get().freshPostgresDatabase();
        table = new LeaseTable(database);
        service = new RunningIdService(database);
        service.leaveLeases();
        otherProcess = RunningIdService.otherProcess(service.port());
        RunningIdService.leaveLeases(otherProcess);
    }

    @AfterAll
    static void close() {
        otherProcess.close();
        service.close();
        table.close();
    }

    @Override
    LeaseStore store() {
        return otherProcess.getBean(LeaseStore.class);
    }

    @Override
    LeaseTable table() {
        return table;
    }
}

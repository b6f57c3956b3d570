package dev.parley.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminKeysTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "0123456789abcdef0123456789abcdeX";

    @Test
    void secretSaysWhoItIs() {
        AdminKeys keys = AdminKeys.parse(List.of("# who", "", "olga " + SECRET, "  paul\t" + OTHER + " "));
        assertThat(keys.holder(SECRET)).contains(new Admin("olga"));
        assertThat(keys.holder(OTHER)).contains(new Admin("paul"));
        assertThat(keys.holder(SECRET + " ")).isEmpty();
        assertThat(keys.holder("")).isEmpty();
    }

    @Test
    void operatorMayHaveTwoWhileTheyChange() {
        AdminKeys keys = AdminKeys.parse(List.of("olga " + SECRET, "olga " + OTHER));
        assertThat(keys.holder(SECRET)).isEqualTo(keys.holder(OTHER)).isPresent();
    }

    @Test
    void malformedFilesAreRefusedWithoutRepeatingThem() {
        for (List<String> lines : List.of(
                List.of("olga"),
                List.of("olga short"),
                List.of("olga " + SECRET + " more"),
                List.of("Olga! " + SECRET),
                List.of("olga " + SECRET, "olga ü123456789abcdef0123456789abcdef"),
                List.of("olga " + "x".repeat(257)))) {
            assertThatThrownBy(() -> AdminKeys.parse(lines))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("line " + lines.size())
                    .message()
                    .doesNotContain("olga", SECRET);
        }
        assertThatThrownBy(() -> AdminKeys.parse(List.of("# none"))).hasMessageContaining("no key");
    }

    @Test
    void newFileIsReadableByItsOwnerOnlyAndHoldsAKey(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("admin.keys");
        AdminKeys.create(file, new SplittableRandom(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String secret = Files.readString(file).strip().split(" ", -1)[1];
        assertThat(AdminKeys.read(file).holder(secret)).contains(new Admin("local"));
    }

    @Test
    void missingFileIsRefused(@TempDir Path directory) {
        assertThatThrownBy(() -> AdminKeys.read(directory.resolve("none"))).hasMessageContaining("can't be read");
    }
}

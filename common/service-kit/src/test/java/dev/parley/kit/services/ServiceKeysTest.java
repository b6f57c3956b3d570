package dev.parley.kit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.kit.services.ServiceKeys.Checked;
import dev.parley.kit.services.ServiceKeys.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceKeysTest {
    private static final String OLD = "b2xkLXNlcnZpY2Uta2V5LW9sZC1zZXJ2aWNlLWtleS0wMDE=";
    private static final String NEW = "bmV3LXNlcnZpY2Uta2V5LW5ldy1zZXJ2aWNlLWtleS0wMDE=";
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private final ServiceKeys keys = ServiceKeys.parse(OLD);

    @Test
    void aTokenSaysWhoCallsAndIsGoodForAMinute() {
        String token = keys.sign("chat-service", "api-service", NOW);
        for (int seconds : new int[] {0, 1, 59}) {
            assertThat(keys.check(token, "api-service", NOW.plusSeconds(seconds)))
                    .isEqualTo(new Checked.Good("chat-service"));
        }
        assertThat(keys.check(token, "api-service", NOW.plusSeconds(60))).isEqualTo(new Checked.Bad(Why.EXPIRED));
    }

    @Test
    void aCallersClockMayBeHalfAMinuteAhead() {
        String token = keys.sign("chat-service", "api-service", NOW);
        assertThat(keys.check(token, "api-service", NOW.minusSeconds(30))).isInstanceOf(Checked.Good.class);
        assertThat(keys.check(token, "api-service", NOW.minusSeconds(31))).isEqualTo(new Checked.Bad(Why.EXPIRED));
    }

    @Test
    void aTokenForOneServiceOpensNoOther() {
        assertThat(keys.check(keys.sign("chat-service", "api-service", NOW), "id-service", NOW))
                .isEqualTo(new Checked.Bad(Why.AUDIENCE));
    }

    @Test
    void eachStepOfARotationUnderstandsTheOneBeforeAndAfter() {
        List<String> steps = List.of(OLD, OLD + "\n" + NEW, NEW + "\n" + OLD, NEW);
        for (int step = 1; step < steps.size(); step++) {
            ServiceKeys before = ServiceKeys.parse(steps.get(step - 1));
            ServiceKeys after = ServiceKeys.parse(steps.get(step));
            assertThat(after.check(before.sign("a", "b", NOW), "b", NOW)).isEqualTo(new Checked.Good("a"));
            assertThat(before.check(after.sign("a", "b", NOW), "b", NOW)).isEqualTo(new Checked.Good("a"));
        }
    }

    @Test
    void aKeyThatIsNotInTheFileOpensNothing() {
        assertThat(ServiceKeys.parse(NEW).check(keys.sign("a", "b", NOW), "b", NOW))
                .isEqualTo(new Checked.Bad(Why.NOT_OURS));
    }

    @Test
    void whatLooksAlikeIsNotOurs() throws Exception {
        JWTClaimsSet claims = claims(Duration.ofSeconds(60));
        for (String token : List.of(
                "",
                "x",
                "a.b.c",
                new PlainJWT(claims).serialize(),
                signed("JWT", claims),
                signed("parley-service+jwt", new JWTClaimsSet.Builder().build()))) {
            assertThat(keys.check(token, "b", NOW)).as(token).isEqualTo(new Checked.Bad(Why.NOT_OURS));
        }
    }

    @Test
    void nobodyGivesATokenALongerLife() throws Exception {
        assertThat(keys.check(signed("parley-service+jwt", claims(Duration.ofSeconds(60))), "b", NOW))
                .isEqualTo(new Checked.Good("a"));
        assertThat(keys.check(signed("parley-service+jwt", claims(Duration.ofSeconds(61))), "b", NOW))
                .isEqualTo(new Checked.Bad(Why.EXPIRED));
    }

    private static JWTClaimsSet claims(Duration life) {
        return new JWTClaimsSet.Builder()
                .issuer("a")
                .audience("b")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plus(life)))
                .build();
    }

    private static String signed(String type, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        jwt.sign(new MACSigner(Base64.getDecoder().decode(OLD)));
        return jwt.serialize();
    }

    @Test
    void commentsAndEmptyLinesArePassedOver() {
        assertThat(ServiceKeys.parse("# since May\n\n " + OLD + " \n").check(keys.sign("a", "b", NOW), "b", NOW))
                .isEqualTo(new Checked.Good("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# none", "not base64 at all, but long enough to be", "c2hvcnQ=", OLD + "\nc2VjcmV0"})
    void aFileWithoutKeysOrWithSomethingElseIsRefusedAndNotShown(String file) {
        assertThatThrownBy(() -> ServiceKeys.parse(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("c2VjcmV0", "c2hvcnQ=", "not base64");
    }
}

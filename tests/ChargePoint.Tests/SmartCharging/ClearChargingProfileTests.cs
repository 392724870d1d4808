using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>ClearChargingProfile: OCPP 1.6 §5.5; certification case 067.</summary>
public sealed class ClearChargingProfileTests
{
    [Fact]
    public void Without_profiles_nothing_matches() => ChargePointBench.Booted().Clear(new { }).ShouldBe("Unknown");

    [Fact]
    public void An_id_is_enough_and_the_other_fields_are_ignored()
    {
        ChargePointBench bench = Installed();
        bench.Clear(new { id = 99 }).ShouldBe("Unknown");
        bench
            .Clear(
                new
                {
                    id = 3,
                    connectorId = 1,
                    chargingProfilePurpose = "ChargePointMaxProfile",
                    stackLevel = 7,
                }
            )
            .ShouldBe("Accepted");
        Ids(bench).ShouldBe([1, 2, 4, 5]);
    }

    [Theory]
    [InlineData("{\"connectorId\":0}", new[] { 4, 5 })]
    [InlineData("{\"connectorId\":1}", new[] { 1, 2, 3, 5 })]
    [InlineData("{\"chargingProfilePurpose\":\"TxDefaultProfile\"}", new[] { 1, 5 })]
    [InlineData("{\"stackLevel\":1}", new[] { 1, 2, 4 })]
    [InlineData("{\"chargingProfilePurpose\":\"TxDefaultProfile\",\"stackLevel\":1}", new[] { 1, 2, 4, 5 })]
    [InlineData("{\"connectorId\":2,\"stackLevel\":1}", new[] { 1, 2, 3, 4 })]
    [InlineData("{}", new int[0])]
    public void What_matches_all_that_is_given_goes(string criteria, int[] left)
    {
        ChargePointBench bench = Installed();
        bench.Clear(System.Text.Json.Nodes.JsonNode.Parse(criteria)!.AsObject()).ShouldBe("Accepted");
        Ids(bench).ShouldBe(left);
    }

    [Fact]
    public void What_matches_nothing_is_unknown_and_changes_nothing()
    {
        ChargePointBench bench = Installed();
        bench.Clear(new { connectorId = 1, chargingProfilePurpose = "TxProfile" }).ShouldBe("Unknown");
        bench.Clear(new { chargingProfilePurpose = "ChargePointMaxProfile", connectorId = 1 }).ShouldBe("Unknown");
        bench.Clear(new { stackLevel = 5 }).ShouldBe("Unknown");
        Ids(bench).Length.ShouldBe(5);
        bench
            .TryCall("ClearChargingProfile", new { chargingProfilePurpose = "Strange" })!
            .ErrorCode.ShouldBe("PropertyConstraintViolation");
    }

    [Fact]
    public void Case_067_by_id_by_purpose_and_level_and_all()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench
            .Set(1, ProfileJson.Default(1, 6))
            .Set(1, ProfileJson.Default(2, 8, stackLevel: 1))
            .Set(0, ProfileJson.Max(3, 7));
        bench.Composite(1, 300).ShouldBe("7@0");
        bench.Clear(new { id = 3 }).ShouldBe("Accepted");
        bench.Composite(1, 300).ShouldBe("8@0");
        bench.Clear(new { chargingProfilePurpose = "TxDefaultProfile", stackLevel = 1 }).ShouldBe("Accepted");
        bench.Composite(1, 300).ShouldBe("6@0");
        bench.Clear(new { }).ShouldBe("Accepted");
        bench.Composite(1, 300).ShouldBe("31.8@0", "the local limit: 22 kW on three phases of 230 V");
    }

    [Fact]
    public void Cleared_defaults_leave_a_running_transaction_unconstrained_at_once()
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(0, ProfileJson.Default(1, 6)).Charging();
        bench.Evse().LimitW.ShouldBe(4_140);
        bench.Clear(new { connectorId = 0 }).ShouldBe("Accepted");
        bench.Evse().LimitW.ShouldBe(22_000);
        bench.Evse().PowerW.ShouldBeGreaterThan(10_000);
    }

    private static ChargePointBench Installed() =>
        ChargePointBench
            .Booted(ChargePointBench.TwoSockets)
            .Charging("TAG1", 2)
            .Set(0, ProfileJson.Max(1, 20))
            .Set(0, ProfileJson.Default(2, 21))
            .Set(0, ProfileJson.Default(3, 22, stackLevel: 1))
            .Set(1, ProfileJson.Default(4, 23))
            .Set(2, ProfileJson.Tx(5, 24, stackLevel: 1));

    private static int[] Ids(ChargePointBench bench) =>
        [
            .. (bench.ChargePoint.Snapshot.SmartCharging?.Profiles ?? [])
                .Select(it => it.Profile.ChargingProfileId)
                .Order(),
        ];
}

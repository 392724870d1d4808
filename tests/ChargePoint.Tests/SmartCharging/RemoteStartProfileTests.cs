using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>A charging profile with RemoteStartTransaction: OCPP 1.6 §3.13.1, §5.11; certification cases 059, 060.</summary>
public sealed class RemoteStartProfileTests
{
    [Fact]
    public void Case_059_the_profile_is_bound_to_the_transaction_that_begins()
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(0, ProfileJson.Default(1, 20));
        bench.PlugIn();
        Start(bench, Profile()).ShouldBe("Accepted");
        bench.Composite(1, 60).ShouldBe("8@0 12@30");
        bench.Evse().LimitW.ShouldBe(8 * 690);
        InstalledProfile bound = bench.ChargePoint.Snapshot.SmartCharging!.Profiles.Single(it =>
            it.TransactionKey != 0
        );
        bound.ConnectorId.ShouldBe(1);
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 });
        bench.Composite(1, 60).ShouldBe("20@0");
    }

    [Fact]
    public void It_waits_for_the_car_and_counts_from_the_start_of_the_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Start(bench, Profile()).ShouldBe("Accepted");
        bench.ChargePoint.Snapshot.SmartCharging.ShouldBeNull();
        bench.WaitSeconds(20).PlugIn().Evse().LimitW.ShouldBe(8 * 690);
        bench.WaitSeconds(30).Evse().LimitW.ShouldBe(12 * 690);
        bench
            .Set(1, ProfileJson.Tx(4, 16))
            .Evse()
            .LimitW.ShouldBe(16 * 690, "a later one of the same level replaces it");
        bench.ChargePoint.Snapshot.SmartCharging!.Profiles.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("TxDefaultProfile")]
    [InlineData("ChargePointMaxProfile")]
    public void Case_060_another_purpose_is_rejected(string purpose)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        Start(bench, ProfileJson.Of(1, purpose, periods: (0, 8))).ShouldBe("Rejected");
        bench.WaitSeconds(5).Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void A_transactionId_or_a_broken_rule_is_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        Start(bench, Profile().With("transactionId", 1001)).ShouldBe("Rejected");
        Start(bench, Profile().With("stackLevel", 11)).ShouldBe("Rejected");
        Start(bench, ProfileJson.Of(1, "TxProfile", periods: (5, 8))).ShouldBe("Rejected");
        bench.WaitSeconds(5).Calls("StartTransaction").ShouldBeEmpty();
        bench.Present("TAG1").ChargePoint.Snapshot.SmartCharging.ShouldBeNull();
    }

    [Fact]
    public void A_start_that_comes_to_nothing_takes_its_profile_along()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("REMOTE", "Blocked");
        bench.PlugIn();
        Start(bench, Profile()).ShouldBe("Accepted");
        bench.Present("TAG1").Evse().LimitW.ShouldBe(22_000);
        bench.Present("TAG1").Unplug();
        bench.Csms.Tag("REMOTE", "Accepted");
        Start(bench, Profile()).ShouldBe("Accepted");
        bench.WaitSeconds(61).PlugIn().Present("REMOTE").Evse().LimitW.ShouldBe(22_000, "ConnectionTimeOut had passed");
    }

    [Fact]
    public void Without_authorization_of_remote_starts_it_is_bound_just_the_same()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AuthorizeRemoteTxRequests", "false"));
        bench.PlugIn();
        Start(bench, Profile()).ShouldBe("Accepted");
        bench.Evse().LimitW.ShouldBe(8 * 690);
    }

    [Fact]
    public void One_that_waits_has_its_place_kept()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets with
            {
                Configuration = new Dictionary<string, string> { ["MaxChargingProfilesInstalled"] = "1" },
            }
        );
        Start(bench, Profile()).ShouldBe("Accepted");
        bench.TrySet(0, ProfileJson.Max(7, 10)).ShouldBe("Rejected");
        bench.WaitSeconds(61).TrySet(0, ProfileJson.Max(7, 10)).ShouldBe("Accepted", "the start was given up");
        Start(bench, Profile()).ShouldBe("Rejected", "now there is no place for it");
    }

    private static JsonObject Profile() =>
        ProfileJson.Of(3, "TxProfile", kind: "Relative", periods: [(0, 8), (30, 12)]);

    private static string? Start(ChargePointBench bench, JsonObject profile) =>
        bench
            .Call(
                "RemoteStartTransaction",
                new
                {
                    idTag = "REMOTE",
                    connectorId = 1,
                    chargingProfile = profile,
                }
            )["status"]
            ?.GetValue<string>();
}

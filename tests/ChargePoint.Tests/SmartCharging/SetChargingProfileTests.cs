using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>SetChargingProfile: OCPP 1.6 §5.16, §7.8-7.14, §9.4.</summary>
public sealed class SetChargingProfileTests
{
    private const string Start = "2026-05-04T08:00:00Z";

    [Fact]
    public void Without_smart_charging_all_its_calls_are_not_supported()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["SupportedFeatureProfiles"] = "Core" },
            }
        );
        bench.TrySet(1, ProfileJson.Default(1, 10)).ShouldBe("NotSupported");
        bench.TryCall("ClearChargingProfile", new { })!.ErrorCode.ShouldBe("NotSupported");
        bench
            .TryCall("GetCompositeSchedule", new { connectorId = 1, duration = 60 })!
            .ErrorCode.ShouldBe("NotSupported");
        bench.Call("GetConfiguration", new { key = new[] { "SupportedFeatureProfiles" } })["configurationKey"]![0]![
            "value"
        ]!
            .GetValue<string>()
            .ShouldBe("Core");
        bench.PlugIn();
        bench.Call(
            "RemoteStartTransaction",
            new
            {
                idTag = "R",
                connectorId = 1,
                chargingProfile = ProfileJson.Default(1, 1),
            }
        )["status"]!.GetValue<string>().ShouldBe("Accepted", "a profile is ignored without smart charging");
    }

    [Fact]
    public void With_smart_charging_the_feature_profile_is_listed()
    {
        ChargePointBench
            .Booted()
            .ChargePoint.Configuration.Text(ConfigurationKeys.SupportedFeatureProfiles)!
            .Split(',')
            .ShouldContain("SmartCharging");
    }

    [Fact]
    public void A_connector_that_does_not_exist_and_enums_that_do_not_are_constraint_violations()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.TrySet(2, ProfileJson.Default(1, 10)).ShouldBe("PropertyConstraintViolation");
        bench.TrySet(-1, ProfileJson.Default(1, 10)).ShouldBe("PropertyConstraintViolation");
        foreach (
            (string field, bool ofSchedule) in new[]
            {
                ("chargingProfilePurpose", false),
                ("chargingProfileKind", false),
                ("recurrencyKind", false),
                ("chargingRateUnit", true),
            }
        )
        {
            JsonObject profile = ProfileJson.Default(1, 10);
            _ = ofSchedule ? profile.WithSchedule(field, "Strange") : profile.With(field, "Strange");
            bench.TrySet(1, profile).ShouldBe("PropertyConstraintViolation", field);
        }
        bench.TrySet(1, ProfileJson.Default(1, 10, stackLevel: -1)).ShouldBe("PropertyConstraintViolation");
        bench.TrySet(1, ProfileJson.Of(1, "TxDefaultProfile")).ShouldBe("OccurenceConstraintViolation");
        bench.ChargePoint.Snapshot.SmartCharging.ShouldBeNull();
    }

    public static TheoryData<string, int, JsonObject> Refused =>
        new()
        {
            { "stack level", 1, ProfileJson.Default(1, 10, stackLevel: 11) },
            {
                "periods",
                1,
                ProfileJson.Of(1, "TxDefaultProfile", periods: [.. Enumerable.Range(0, 51).Select(i => (i, 10.0))])
            },
            { "first period", 1, ProfileJson.Of(1, "TxDefaultProfile", periods: (1, 10)) },
            { "descending", 1, ProfileJson.Of(1, "TxDefaultProfile", periods: [(0, 10), (60, 11), (30, 12)]) },
            { "twice", 1, ProfileJson.Of(1, "TxDefaultProfile", periods: [(0, 10), (60, 11), (60, 12)]) },
            { "negative limit", 1, ProfileJson.Default(1, -1) },
            { "no phase", 1, ProfileJson.Default(1, 10).WithPhases(0) },
            { "negative duration", 1, ProfileJson.Of(1, "TxDefaultProfile", duration: -1, periods: (0, 10)) },
            {
                "recurring without recurrencyKind",
                1,
                ProfileJson.Of(1, "TxDefaultProfile", kind: "Recurring", start: Start, periods: (0, 10))
            },
            {
                "recurring without startSchedule",
                1,
                ProfileJson
                    .Of(1, "TxDefaultProfile", kind: "Recurring", periods: (0, 10))
                    .With("recurrencyKind", "Daily")
            },
            { "recurrencyKind of an absolute one", 1, ProfileJson.Default(1, 10).With("recurrencyKind", "Daily") },
            { "max on a connector", 1, ProfileJson.Max(1, 10) },
            { "relative max", 0, ProfileJson.Of(1, "ChargePointMaxProfile", kind: "Relative", periods: (0, 10)) },
            { "TxProfile on 0", 0, ProfileJson.Tx(1, 10) },
            { "TxProfile without a transaction", 1, ProfileJson.Tx(1, 10) },
            { "validity", 1, ProfileJson.Default(1, 10).With("validFrom", Start).With("validTo", Start) },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_profile_that_breaks_a_rule_is_rejected_and_changes_nothing(
        string rule,
        int connectorId,
        JsonObject profile
    )
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(1, ProfileJson.Default(7, 12));
        bench.TrySet(connectorId, profile).ShouldBe("Rejected", rule);
        bench.ChargePoint.Snapshot.SmartCharging!.Profiles.Single().Profile.ChargingProfileId.ShouldBe(7);
        bench.Events.ShouldContain(happened => happened.Type == ChargePointEventType.CallRefused);
    }

    [Fact]
    public void What_the_keys_allow_is_accepted_up_to_the_last_one()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Set(1, ProfileJson.Default(1, 10, stackLevel: 10));
        bench.Set(
            1,
            ProfileJson.Of(1, "TxDefaultProfile", periods: [.. Enumerable.Range(0, 50).Select(i => (i, 10.0))])
        );
        // Installed: 1 on connector 1. Ten of a purpose there, and 20 in all.
        for (int level = 1; level < 10; level++)
        {
            bench.Set(1, ProfileJson.Default(100 + level, 10, stackLevel: level));
        }
        bench
            .TrySet(1, ProfileJson.Default(200, 10, stackLevel: 10))
            .ShouldBe("Rejected", "ten of a purpose are installed");
        for (int level = 0; level < 10; level++)
        {
            bench.Set(0, ProfileJson.Default(300 + level, 10, stackLevel: level));
        }
        bench.TrySet(0, ProfileJson.Max(400, 10)).ShouldBe("Rejected", "20 are installed");
        bench.Set(0, ProfileJson.Max(300, 10)).ChargePoint.Snapshot.SmartCharging!.Profiles.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("Current", "A", "W")]
    [InlineData("Power", "W", "A")]
    public void Only_the_units_of_the_key_are_accepted(string allowed, string unit, string other)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string>
                {
                    ["ChargingScheduleAllowedChargingRateUnit"] = allowed,
                },
            }
        );
        bench
            .Set(1, ProfileJson.Default(1, 10, unit))
            .TrySet(1, ProfileJson.Default(2, 10, other))
            .ShouldBe("Rejected");
    }

    [Fact]
    public void A_TxProfile_is_for_the_running_transaction_only()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets).Charging();
        bench.TrySet(1, ProfileJson.Tx(1, 10).With("transactionId", 999)).ShouldBe("Rejected");
        bench.TrySet(2, ProfileJson.Tx(1, 10).With("transactionId", 1001)).ShouldBe("Rejected");
        bench.Set(1, ProfileJson.Tx(1, 10).With("transactionId", 1001)).Set(1, ProfileJson.Tx(2, 11, stackLevel: 1));
        bench.Composite(1, 60).ShouldBe("11@0");
    }

    [Fact]
    public void Before_the_start_is_answered_a_TxProfile_comes_without_a_transactionId()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("StartTransaction", Reply.None);
        bench.Charge();
        bench.TrySet(1, ProfileJson.Tx(1, 10).With("transactionId", 1001)).ShouldBe("Rejected", "no id is known yet");
        bench.Set(1, ProfileJson.Tx(1, 10)).Evse().LimitW.ShouldBe(6_900);
        bench.Csms.Normally("StartTransaction");
        bench
            .WaitSeconds(200)
            .Set(1, ProfileJson.Tx(1, 8).With("transactionId", 1001))
            .Composite(1, 60)
            .ShouldBe("8@0");
    }

    [Fact]
    public void A_TxProfile_goes_with_its_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging().Set(1, ProfileJson.Tx(1, 10));
        bench.Present("TAG1");
        bench.ChargePoint.Snapshot.SmartCharging.ShouldBeNull();
        bench.ChargePoint.Durable.ChargingProfiles.ShouldBeEmpty();
        bench.Unplug().Charge("TAG2").Evse().LimitW.ShouldBe(22_000);
    }

    [Fact]
    public void The_same_id_or_the_same_level_of_a_stack_replaces()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Set(1, ProfileJson.Default(1, 10)).Set(1, ProfileJson.Default(2, 11));
        Ids(bench).ShouldBe([2], "one profile has a level of a stack");
        bench.Set(2, ProfileJson.Default(3, 12));
        Ids(bench).ShouldBe([2, 3], "each connector has its own stack");
        bench.Set(0, ProfileJson.Max(2, 12));
        Ids(bench).ShouldBe([2, 3], "an id is there once");
        bench.ChargePoint.Snapshot.SmartCharging!.Profiles.Count(it => it.ConnectorId == 1).ShouldBe(0);
        bench.Set(1, ProfileJson.Default(5, 1)).Set(1, ProfileJson.Default(6, 2, stackLevel: 1));
        bench.Set(1, ProfileJson.Default(5, 3, stackLevel: 1));
        Ids(bench).ShouldBe([2, 3, 5], "both the id and the level were taken");
    }

    [Fact]
    public void Replaced_by_one_that_is_not_valid_yet_the_old_one_is_gone_now()
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(1, ProfileJson.Default(1, 10));
        bench.Set(1, ProfileJson.Default(1, 8).With("validFrom", (bench.Now + TimeSpan.FromSeconds(100)).ToString()));
        bench.Composite(1, 200).ShouldBe("31.8@0 8@100");
    }

    [Fact]
    public void The_answer_waits_until_the_profile_is_saved()
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(1, ProfileJson.Default(1, 10));
        bench.Kill().PowerOn();
        bench.Composite(1, 60).ShouldBe("10@0");
        bench.Clear(new { id = 1 }).ShouldBe("Accepted");
        bench.Kill().PowerOn().Composite(1, 60).ShouldBe("31.8@0");
    }

    [Fact]
    public void Profiles_limit_nothing_once_smart_charging_is_taken_away()
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(0, ProfileJson.Default(1, 6));
        bench.Kill(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["SupportedFeatureProfiles"] = "Core" },
            }
        );
        bench.PowerOn().Charging().Evse().LimitW.ShouldBe(22_000, "no CSMS could clear them");
        bench.Present("TAG1").Unplug().Kill(ChargePointBench.OneSocket).PowerOn();
        bench.Composite(1, 60).ShouldBe("6@0", "they are installed as before");
    }

    private static int[] Ids(ChargePointBench bench) =>
        [.. bench.ChargePoint.Snapshot.SmartCharging!.Profiles.Select(it => it.Profile.ChargingProfileId).Order()];
}

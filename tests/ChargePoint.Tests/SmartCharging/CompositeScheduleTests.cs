using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>GetCompositeSchedule: OCPP 1.6 §3.13.4, §5.7; certification cases 056, 057, 066, 072, 082.</summary>
public sealed class CompositeScheduleTests
{
    private static readonly (int, double)[] Default = [(0, 6), (60, 10), (120, 8), (180, 15), (260, 8)];
    private static readonly (int, double)[] Tx = [(0, 8), (50, 11), (140, 16), (200, 6), (240, 12)];

    [Theory]
    [InlineData("Absolute")]
    [InlineData("Relative")]
    public void Case_056_a_default_is_there_before_anybody_charges(string kind)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", kind: kind, duration: 300, periods: Default));
        JsonObject answer = bench.GetComposite(1, 400);
        answer["status"]!.GetValue<string>().ShouldBe("Accepted");
        answer["connectorId"]!.GetValue<int>().ShouldBe(1);
        DateTimeOffset.Parse(answer["scheduleStart"]!.GetValue<string>(), null).ShouldBe(bench.Now.ToUtc());
        JsonNode schedule = answer["chargingSchedule"]!;
        schedule["duration"]!.GetValue<int>().ShouldBe(400);
        schedule["chargingRateUnit"]!.GetValue<string>().ShouldBe("A");
        schedule["startSchedule"].ShouldBeNull();
        bench.Composite(1, 400).ShouldBe("6@0 10@60 8@120 15@180 8@260 31.8@300");
    }

    [Fact]
    public void Case_082_a_default_for_a_transaction_that_runs_holds_at_once()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Set(0, ProfileJson.Of(1, "TxDefaultProfile", duration: 300, periods: Default));
        bench.Composite(1, 300).ShouldBe("6@0 10@60 8@120 15@180 8@260");
        bench.Evse().LimitW.ShouldBe(4_140);
    }

    [Fact]
    public void Case_057_a_TxProfile_counts_from_the_start_of_its_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging().WaitSeconds(30);
        bench.Set(1, ProfileJson.Of(1, "TxProfile", kind: "Relative", duration: 260, periods: Tx));
        bench.Composite(1, 300).ShouldBe("8@0 11@20 16@110 6@170 12@210 31.8@230");
    }

    [Fact]
    public void Case_066_three_purposes()
    {
        ChargePointBench bench = ThreePurposes(ChargePointBench.OneSocket);
        bench.Composite(1, 400).ShouldBe("8@0 10@50 6@200 10@240");
    }

    [Fact]
    public void With_the_quirk_an_expired_TxProfile_reveals_the_default()
    {
        ChargePointBench bench = ThreePurposes(
            ChargePointBench.OneSocket with
            {
                Quirks = [Quirk.ExpiredTxProfileRevealsTxDefault],
            }
        );
        bench.Composite(1, 400).ShouldBe("8@0 10@50 6@200 10@240 8@260 10@300");
    }

    [Fact]
    public void With_the_quirk_the_start_is_inside_too()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Quirks = [Quirk.StartScheduleInComposite],
            }
        );
        JsonObject answer = bench.GetComposite(1, 60);
        answer["chargingSchedule"]!["startSchedule"]!.ToString().ShouldBe(answer["scheduleStart"]!.ToString());
    }

    [Fact]
    public void Case_072_two_levels()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", 0, periods: [(0, 6), (100, 8), (200, 10)]));
        bench.Set(1, ProfileJson.Of(2, "TxDefaultProfile", 1, duration: 150, periods: [(0, 7), (100, 9)]));
        bench.Composite(1, 350).ShouldBe("7@0 9@100 8@150 10@200");
    }

    [Fact]
    public void A_connector_that_does_not_exist_and_a_time_that_is_none_are_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        foreach ((int connector, int duration) in new[] { (2, 60), (1, 0), (1, -5) })
        {
            JsonObject answer = bench.GetComposite(connector, duration);
            answer.ToJsonString().ShouldBe("{\"status\":\"Rejected\"}");
        }
        bench
            .TryCall(
                "GetCompositeSchedule",
                new
                {
                    connectorId = 1,
                    duration = 60,
                    chargingRateUnit = "VA",
                }
            )!
            .ErrorCode.ShouldBe("PropertyConstraintViolation");
        bench
            .TryCall("GetCompositeSchedule", new { connectorId = -1, duration = 60 })!
            .ErrorCode.ShouldBe("PropertyConstraintViolation");
    }

    [Fact]
    public void Units_are_converted_at_nominal_voltage_over_the_phases_of_the_limit()
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(1, ProfileJson.Default(1, 16));
        bench.Composite(1, 60, "W").ShouldBe("11040@0");
        bench.Set(1, ProfileJson.Default(1, 16).WithPhases(1)).Composite(1, 60, "W").ShouldBe("3680@0");
        bench.GetComposite(1, 60)["chargingSchedule"]!["chargingSchedulePeriod"]![0]!["numberPhases"]!
            .ToString()
            .ShouldBe("1");
        bench.Set(1, ProfileJson.Default(1, 6_900, "W")).Composite(1, 60).ShouldBe("10@0");
        bench.Composite(1, 60, null).ShouldBe("6900@0", "the unit of the profile unless one is asked for");
        bench.Set(1, ProfileJson.Default(1, 2_300, "W").WithPhases(1)).Composite(1, 60).ShouldBe("10@0");
        bench.Set(1, ProfileJson.Default(1, 5_000, "W")).Composite(1, 60).ShouldBe("7.2@0", "rounded down");
    }

    [Fact]
    public void More_phases_than_there_are_leave_the_amperes_as_they_are()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Evses =
                [
                    new EvseSettings
                    {
                        Id = 1,
                        Phases = 1,
                        MaxPowerW = 7_360,
                    },
                ],
            }
        );
        bench.Set(1, ProfileJson.Default(1, 16).WithPhases(3)).Composite(1, 60).ShouldBe("16@0");
        bench.Composite(1, 60, "W").ShouldBe("3680@0");
    }

    [Fact]
    public void On_dc_an_ampere_is_one_of_the_bus()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneFixedCable);
        bench.Composite(1, 60, null).ShouldBe("50000@0");
        bench.Set(1, ProfileJson.Default(1, 50)).Composite(1, 60, "W").ShouldBe("20000@0");
        bench.Set(0, ProfileJson.Max(2, 16)).Composite(0, 60).ShouldBe("16@0", "of the grid: three phases of 230 V");
        bench.Composite(1, 60, "W").ShouldBe("11040@0");
    }

    [Fact]
    public void A_profile_of_one_connector_stands_before_that_of_all_of_them()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Set(0, ProfileJson.Default(1, 9, stackLevel: 5));
        bench.Set(1, ProfileJson.Of(2, "TxDefaultProfile", duration: 100, periods: (0, 12)));
        bench.Composite(1, 200).ShouldBe("12@0 9@100");
        bench.Composite(2, 200).ShouldBe("9@0");
    }

    [Fact]
    public void Connector_0_is_what_the_charge_point_takes_from_the_grid()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Composite(0, 60, "W").ShouldBe("44000@0");
        bench.Set(0, ProfileJson.Default(1, 10)).Composite(0, 60).ShouldBe("20@0");
        bench.Set(0, ProfileJson.Of(2, "ChargePointMaxProfile", periods: [(0, 16), (30, 100)]));
        bench.Composite(0, 60).ShouldBe("16@0 20@30");
    }

    [Theory]
    [InlineData("Daily", 86_400)]
    [InlineData("Weekly", 604_800)]
    public void Recurring_begins_anew_and_ends_when_it_does(string recurrency, int length)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string start = (bench.Now + TimeSpan.FromSeconds(10)).ToString();
        JsonObject profile = ProfileJson
            .Of(1, "TxDefaultProfile", kind: "Recurring", duration: 100, start: start, periods: [(0, 8), (60, 9)])
            .With("recurrencyKind", recurrency);
        bench.Set(1, profile);
        bench.Composite(1, 200).ShouldBe("31.8@0 8@10 9@70 31.8@110");
        bench
            .Composite(1, length + 200)
            .ShouldBe($"31.8@0 8@10 9@70 31.8@110 8@{length + 10} 9@{length + 70} 31.8@{length + 110}");
        // Longer than the recurrence: cut off by the next.
        bench.Set(1, profile.WithSchedule("duration", 10 * length).With("chargingProfileId", 2));
        bench.Composite(1, length + 200).ShouldBe($"31.8@0 8@10 9@70 8@{length + 10} 9@{length + 70}");
    }

    [Fact]
    public void Within_a_second_the_lesser_limit_is_reported()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string start = (bench.Now + TimeSpan.FromSeconds(0.4)).ToString();
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", start: start, periods: [(0, 8), (10, 12), (20, 6)]));
        bench.WaitSeconds(0.7).Composite(1, 60).ShouldBe("8@0 12@11 6@20");
        bench.Composite(1, 11).ShouldBe("8@0", "what would begin with its end is not told");
    }

    [Fact]
    public void Without_startSchedule_an_absolute_one_counts_from_the_second_in_which_it_came()
    {
        ChargePointBench bench = ChargePointBench.Booted().WaitSeconds(0.3);
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", 0, periods: [(0, 6), (100, 8), (200, 10)]));
        bench.WaitSeconds(1.3);
        bench.Set(1, ProfileJson.Of(2, "TxDefaultProfile", 1, duration: 150, periods: [(0, 7), (100, 9)]));
        bench.WaitSeconds(0.2).Composite(1, 350).ShouldBe("7@0 9@100 8@150 10@199");
    }

    [Theory]
    [InlineData("Power", "W", "22000@0")]
    [InlineData("Current", "A", "31.8@0")]
    [InlineData("Current,Power", "A", "31.8@0")]
    public void Without_a_unit_asked_for_it_is_one_of_those_that_the_key_has(string allowed, string unit, string limit)
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
        bench.GetComposite(1, 60, null)["chargingSchedule"]!["chargingRateUnit"]!.ToString().ShouldBe(unit);
        bench.GetComposite(0, 60, null)["chargingSchedule"]!["chargingRateUnit"]!.ToString().ShouldBe(unit);
        bench.Composite(1, 60, null).ShouldBe(limit);
    }

    [Fact]
    public void A_duration_of_0_is_none()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", duration: 0, periods: [(0, 8), (10, 12)]));
        bench.Composite(1, 60).ShouldBe("8@0 12@10");
    }

    [Fact]
    public void A_request_for_a_lifetime_ends_where_it_becomes_too_long()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Set(
            1,
            ProfileJson
                .Of(1, "TxDefaultProfile", kind: "Recurring", start: bench.Now.ToString(), periods: [(0, 8), (60, 9)])
                .With("recurrencyKind", "Daily")
        );
        JsonObject answer = bench.GetComposite(1, int.MaxValue);
        answer["chargingSchedule"]!["duration"]!.GetValue<int>().ShouldBe(CompositeSchedule.MostMoments / 2 * 86_400);
        answer["chargingSchedule"]!["chargingSchedulePeriod"]!.AsArray().Count.ShouldBe(CompositeSchedule.MostMoments);
        bench.Clear(new { });
        bench.GetComposite(1, int.MaxValue)["chargingSchedule"]!["duration"]!.GetValue<int>().ShouldBe(int.MaxValue);
    }

    [Fact]
    public void Validity_ends_what_a_schedule_would_go_on_with()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Set(
            1,
            ProfileJson
                .Default(1, 10)
                .With("validFrom", (bench.Now + TimeSpan.FromSeconds(20)).ToString())
                .With("validTo", (bench.Now + TimeSpan.FromSeconds(50)).ToString())
        );
        bench.Composite(1, 60).ShouldBe("31.8@0 10@20 31.8@50");
    }

    private static ChargePointBench ThreePurposes(ChargePointSettings settings)
    {
        ChargePointBench bench = ChargePointBench.Booted(settings).Charging();
        bench.Set(0, ProfileJson.Max(1, 10));
        bench.Set(1, ProfileJson.Of(2, "TxDefaultProfile", duration: 300, periods: Default));
        return bench.Set(1, ProfileJson.Of(3, "TxProfile", kind: "Relative", duration: 260, periods: Tx));
    }
}

using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>ChangeAvailability: OCPP 1.6 §5, §4.9, certification case 034.</summary>
public sealed class AvailabilityTests
{
    [Fact]
    public void An_idle_connector_changes_at_once_and_reports_it()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Change(bench, 1, "Inoperative").ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Unavailable"]);
        Change(bench, 1, "Inoperative").ShouldBe("Accepted");
        bench.Statuses().Count.ShouldBe(1);
        Change(bench, 1, "Operative").ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Unavailable", "Available"]);
    }

    [Fact]
    public void With_a_transaction_it_is_scheduled_and_comes_with_its_end()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        Change(bench, 1, "Inoperative").ShouldBe("Scheduled");
        bench.WaitSeconds(20).Statuses().ShouldBeEmpty();
        bench.Present("TAG1");
        bench.Unplug().WaitSeconds(5);
        bench.Statuses()[^1].ShouldBe("Unavailable");
        bench.Statuses().ShouldNotContain("Available");
        bench.Do(new PlugIn(1, null))!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public void Operative_calls_off_what_was_scheduled()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        Change(bench, 1, "Inoperative").ShouldBe("Scheduled");
        Change(bench, 1, "Operative").ShouldBe("Accepted");
        bench.Present("TAG1").Unplug().Statuses().ShouldBe(["Finishing", "Available"]);
    }

    [Fact]
    public void Connector_zero_covers_all_and_busy_ones_follow_later()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets).Charging("TAG1", 1);
        Change(bench, 0, "Inoperative").ShouldBe("Scheduled");
        bench.Statuses(2).ShouldBe(["Unavailable"]);
        bench.Statuses(1).ShouldBeEmpty();
        bench.Present("TAG1", 1).Unplug(1);
        bench.Statuses(1)[^1].ShouldBe("Unavailable");
        bench.Statuses(0).ShouldBe(["Unavailable"]);
        Change(bench, 0, "Operative").ShouldBe("Accepted");
        bench.Statuses(0)[^1].ShouldBe("Available");
        bench.Statuses(1)[^1].ShouldBe("Available");
        bench.Statuses(2)[^1].ShouldBe("Available");
    }

    [Fact]
    public void Connector_zero_of_an_idle_charge_point_changes_at_once()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Change(bench, 0, "Inoperative").ShouldBe("Accepted");
        bench.Statuses(0).ShouldBe(["Unavailable"]);
        bench.Statuses(1).ShouldBe(["Unavailable"]);
        bench.Statuses(2).ShouldBe(["Unavailable"]);
    }

    [Fact]
    public void In_preparing_the_intent_ends_first()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Present("TAG1").Forget();
        Change(bench, 1, "Inoperative").ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Available", "Unavailable"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void An_unknown_connector_is_rejected(int connectorId)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        SentFrame answer = bench.TryCall("ChangeAvailability", new { connectorId, type = "Inoperative" })!;
        (answer.Text("status") == "Rejected" || answer.ErrorCode == "PropertyConstraintViolation").ShouldBeTrue();
        bench.Statuses().ShouldBeEmpty();
    }

    [Fact]
    public void It_survives_a_power_cut_and_a_reset()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Change(bench, 2, "Inoperative").ShouldBe("Accepted");
        bench.Kill().Forget().PowerOn().WaitSeconds(5);
        bench.Statuses(1).ShouldBe(["Available"]);
        bench.Statuses(2).ShouldBe(["Unavailable"]);
        bench.Forget().Call("Reset", new { type = "Hard" });
        bench.WaitSeconds(120);
        bench.Statuses(1).ShouldBe(["Available"]);
        bench.Statuses(2).ShouldBe(["Unavailable"]);
    }

    [Fact]
    public void A_charge_point_that_was_unavailable_is_so_after_a_power_failure()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Change(bench, 0, "Inoperative").ShouldBe("Accepted");
        bench.Do(new PowerLost());
        bench.WaitSeconds(60).Forget().PowerOn().WaitSeconds(5);
        foreach (int connectorId in (int[])[0, 1, 2])
        {
            bench.Statuses(connectorId).ShouldBe(["Unavailable"]);
        }
        bench.Do(new PlugIn(1, null))!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    private static string? Change(ChargePointBench bench, int connectorId, string type) =>
        bench.Call("ChangeAvailability", new { connectorId, type })["status"]?.GetValue<string>();
}

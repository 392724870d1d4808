using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>UnlockConnector: OCPP 1.6 §5, certification cases 017, 018, 030, 031.</summary>
public sealed class UnlockTests
{
    [Fact]
    public void An_idle_socket_unlocks() => Unlock(ChargePointBench.Booted(), 1).ShouldBe("Unlocked");

    [Fact]
    public void A_fixed_cable_has_no_lock() =>
        Unlock(ChargePointBench.Booted(ChargePointBench.OneFixedCable), 1).ShouldBe("NotSupported");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_unknown_connector_is_not_supported(int connectorId) =>
        Unlock(ChargePointBench.Booted(), connectorId).ShouldBe("NotSupported");

    [Fact]
    public void A_connector_id_that_is_none_is_an_error() =>
        ChargePointBench
            .Booted()
            .TryCall("UnlockConnector", new { connectorId = -1 })!
            .ErrorCode.ShouldBe("PropertyConstraintViolation");

    [Fact]
    public void While_charging_it_answers_stops_and_lets_the_plug_go()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(40).Forget();
        Unlock(bench, 1).ShouldBe("Unlocked");
        bench.Sent[0].Action.ShouldBe("UnlockConnector");
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("UnlockCommand");
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.Unplug().Statuses().ShouldBe(["Finishing", "Available"]);
    }

    [Fact]
    public void While_charging_on_a_fixed_cable_nothing_changes()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneFixedCable).Charging();
        Unlock(bench, 1).ShouldBe("NotSupported");
        bench.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void A_lock_that_fails_says_so()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new LockFailure(1, true));
        Unlock(bench, 1).ShouldBe("UnlockFailed");
    }

    private static string? Unlock(ChargePointBench bench, int connectorId) =>
        bench.Call("UnlockConnector", new { connectorId })["status"]?.GetValue<string>();
}

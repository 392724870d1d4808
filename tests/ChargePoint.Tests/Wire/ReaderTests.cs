using Ocpp;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>What a driver sees at the EVSE of the tag just shown and of the session that is over.</summary>
public sealed class ReaderTests
{
    [Fact]
    public void A_tag_that_is_not_the_session_s_is_turned_away_and_says_so_until_the_session_ends()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging("TAG1");
        Evse(bench).Reader.ShouldBeNull();
        bench.Present("TAG2");
        Evse(bench).Reader.ShouldBe(new(ReaderState.Refused, "TAG2", "the session is somebody else's", bench.Now));
        bench.WaitSeconds(30);
        Evse(bench).Reader!.IdTag.ShouldBe("TAG2");
        bench.Present("TAG1");
        Evse(bench).Reader.ShouldBeNull();
    }

    [Fact]
    public void A_blocked_tag_is_being_checked_and_then_turned_away_and_the_next_one_is_let_in()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Latency = TimeSpan.FromSeconds(1);
        bench.Csms.Tag("BAD", "Blocked");
        bench.PlugIn().WaitSeconds(5).Present("BAD");
        Evse(bench).Reader.ShouldBe(new(ReaderState.Checking, "BAD", null, null));
        bench.WaitSeconds(1);
        Evse(bench).Reader.ShouldBe(new(ReaderState.Refused, "BAD", "Blocked", bench.Now));
        bench.Present("TAG1");
        Evse(bench).Reader.ShouldBe(new(ReaderState.Checking, "TAG1", null, null));
        bench.WaitSeconds(1);
        Evse(bench).Reader.ShouldBeNull();
        Evse(bench).Transaction!.IdTag.ShouldBe("TAG1");
    }

    [Fact]
    public void A_tag_without_a_car_waits_for_it_as_long_as_ConnectionTimeOut()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("ConnectionTimeOut", "20"));
        Evse(bench).ConnectionTimeout.ShouldBe(Instant.Never);
        bench.Present("TAG1");
        Evse(bench).Reader.ShouldBe(new(ReaderState.Waiting, "TAG1", null, null));
        Evse(bench).ConnectionTimeout.ShouldBe(bench.Now + TimeSpan.FromSeconds(20));
        bench.WaitSeconds(20);
        Evse(bench).Reader.ShouldBeNull();
        Evse(bench).ConnectionTimeout.ShouldBe(Instant.Never);
    }

    [Fact]
    public void The_last_session_is_remembered_with_its_energy_and_reason()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging("TAG1");
        Evse(bench).LastTransaction.ShouldBeNull();
        DateTimeOffset started = bench.Now.ToUtc();
        bench.WaitSeconds(360).Must(new StopTransaction(1, Reason.Local));
        EndedTransactionSnapshot last = Evse(bench).LastTransaction!;
        last.ShouldBe(new(1001, "TAG1", started, bench.Now.ToUtc(), last.EnergyWh, Reason.Local));
        last.EnergyWh.ShouldBe(Evse(bench).EnergyMilliWh / 1000);
        last.EnergyWh.ShouldBeGreaterThan(0);
        bench.Unplug();
        Evse(bench).LastTransaction.ShouldBe(last);
    }

    private static EvseSnapshot Evse(ChargePointBench bench) => bench.ChargePoint.Snapshot.Evses[0];
}

using Ocpp.V16;
using TestKit;
using static Ocpp.V16.ChargePointStatus;

namespace ChargePoints.Tests.StateMachine;

/// <summary>api.md, "status": performs what causes a status; what the table or the facts do not allow is refused and changes nothing.</summary>
public sealed class ManualStatusTests
{
    public static TheoryData<ChargePointStatus, ChargePointStatus> Cells()
    {
        TheoryData<ChargePointStatus, ChargePointStatus> cells = [];
        foreach (ChargePointStatus from in Enum.GetValues<ChargePointStatus>().Where(status => status != Reserved))
        {
            foreach (ChargePointStatus to in Enum.GetValues<ChargePointStatus>())
            {
                cells.Add(from, to);
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_is_reached_or_refused(ChargePointStatus from, ChargePointStatus to)
    {
        ChargePointBench bench = In(from);
        EvseSnapshot before = bench.ChargePoint.Snapshot.Evses[0];

        Refusal? refusal = bench.Do(new SetStatus(1, to, ChargePointErrorCode.NoError, null));

        bool inTransaction = from is Charging or SuspendedEV or SuspendedEVSE;
        bool possible = to switch
        {
            Reserved => false,
            Charging or SuspendedEV or SuspendedEVSE => inTransaction,
            // Without a car: nothing to finish.
            Finishing when from is Faulted => false,
            _ => from == to || StatusTransitions.IsAllowed(from, to),
        };
        if (possible)
        {
            refusal.ShouldBeNull();
            bench.ChargePoint.Snapshot.Evses[0].Status.ShouldBe(to);
            IReadOnlyList<string> reported = bench.Statuses();
            (reported.Count == 0 ? null : reported[^1]).ShouldBe(from == to ? null : OcppEnum.Name(to));
        }
        else
        {
            refusal!.Kind.ShouldBe(RefusalKind.Conflict);
            bench.ChargePoint.Snapshot.Evses[0].ShouldBe(before);
            bench.Sent.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Pauses_of_both_sides_count_as_the_evse_s_and_are_lifted_by_Charging()
    {
        ChargePointBench bench = In(SuspendedEV);
        bench.Must(new SetStatus(1, SuspendedEVSE, ChargePointErrorCode.NoError, null));
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(0);
        bench.Must(new SetStatus(1, Charging, ChargePointErrorCode.NoError, null));
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Available_ends_the_transaction_and_unplugs()
    {
        ChargePointBench bench = In(Charging);
        bench.Must(new SetStatus(1, Available, ChargePointErrorCode.NoError, null));
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("Local");
        bench.ChargePoint.Snapshot.Evses[0].Vehicle.ShouldBeNull();
        bench.ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBeFalse();
    }

    [Fact]
    public void Faulted_and_Unavailable_hold_until_set_back()
    {
        foreach (ChargePointStatus held in new[] { Faulted, Unavailable })
        {
            ChargePointBench bench = In(held);
            bench.Do(new PlugIn(1, null))!.Kind.ShouldBe(RefusalKind.Conflict);
            bench.WaitSeconds(3_600).ChargePoint.Snapshot.Evses[0].Status.ShouldBe(held);
            bench.Must(new SetStatus(1, Available, ChargePointErrorCode.NoError, null));
            bench.PlugIn().ChargePoint.Snapshot.Evses[0].Status.ShouldBe(Preparing);
        }
    }

    [Fact]
    public void Error_code_and_info_are_reported_with_it()
    {
        ChargePointBench bench = In(Charging);
        bench.Must(new SetStatus(1, SuspendedEV, ChargePointErrorCode.WeakSignal, "bad day"));
        SentFrame status = bench.TheCall("StatusNotification");
        status.Text("status").ShouldBe("SuspendedEV");
        status.Text("errorCode").ShouldBe("WeakSignal");
        status.Text("info").ShouldBe("bad day");
    }

    [Fact]
    public void A_full_car_does_not_charge_by_decree()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn(1, new VehicleSettings { Id = "EV1", SocPercent = 100 }).Present("TAG1");
        bench.ChargePoint.Snapshot.Evses[0].Status.ShouldBe(SuspendedEV);
        bench.Do(new SetStatus(1, Charging, ChargePointErrorCode.NoError, null))!.Detail.ShouldContain("full");
    }

    private static ChargePointBench In(ChargePointStatus status)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        switch (status)
        {
            case Available:
                break;
            case Preparing:
                bench.PlugIn();
                break;
            case Charging:
                bench.Charge();
                break;
            case SuspendedEV or SuspendedEVSE:
                bench.Charge().Must(new SetStatus(1, status, ChargePointErrorCode.NoError, null));
                break;
            case Finishing:
                bench.Charge().Must(new StopTransaction(1, Reason.Local));
                break;
            default:
                bench.Must(new SetStatus(1, status, ChargePointErrorCode.NoError, null));
                break;
        }
        bench.ChargePoint.Snapshot.Evses[0].Status.ShouldBe(status);
        return bench.Forget();
    }
}

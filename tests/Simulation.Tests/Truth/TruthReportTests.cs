using FsCheck;
using FsCheck.Fluent;
using Simulation.Truth;

namespace Simulation.Tests.Truth;

/// <summary>Every session has one verdict, and no energy is told twice or left out.</summary>
public sealed class TruthReportTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ChargerTransaction Whole = Of(1, 100_900, 500_100);

    private static readonly CsmsTransaction Acknowledged = new("CP1", 7, "m1", 1, 100, 500);

    [Fact]
    public void Delivered_is_acknowledged_queued_lost_and_running_together()
    {
        var fates = Gen.Elements(MessageFate.Queued, MessageFate.Delivered, MessageFate.GivenUp);
        var sessions =
            from first in Gen.Choose(0, 50_000_000)
            from gained in Gen.Choose(0, 90_000_000)
            from start in fates
            from stop in fates
            from running in Gen.Elements(false, false, false, true)
            from there in Gen.Elements(true, true, true, false)
            from known in Gen.Elements(true, true, false)
            from csmsOff in Gen.Elements(0, 0, 0, 1)
            select (first, gained, start, stop, running, there, known, csmsOff);
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(20_261_123, 1).WithQuietOnSuccess(true).WithMaxTest(300),
            Prop.ForAll(
                sessions.ListOf().ToArbitrary(),
                drawn =>
                {
                    var transactions = new List<ChargerTransaction>();
                    var csms = new List<CsmsTransaction>();
                    var registers = new Dictionary<string, long>();
                    var (gained, listed) = (0L, 0);
                    foreach (var it in drawn)
                    {
                        var id = $"CP{listed++}";
                        var end = (long)it.first + it.gained;
                        var transaction = Of(1, it.first, it.running ? null : end) with
                        {
                            ChargerId = id,
                            Start = it.start,
                            Stop = it.running ? MessageFate.None : it.stop,
                        };
                        transactions.Add(transaction);
                        if (it.there)
                        {
                            registers[id] = end;
                        }
                        if (it.known)
                        {
                            csms.Add(new(id, listed, "m1", 1, it.first / 1000, end / 1000 + it.csmsOff));
                        }
                        gained += it.there || !it.running ? it.gained : 0;
                    }
                    var report = TruthReport.Of(
                        transactions,
                        (id, _) => registers.TryGetValue(id, out var now) ? now : null,
                        new TruthCsms(transactions.Select(it => it.ChargerId).ToHashSet(), csms),
                        new LedgerSum(2, 77, 0)
                    );

                    var totals = report.Totals;
                    totals.DeliveredMilliWh.ShouldBe(gained + 77);
                    (
                        totals.AcknowledgedMilliWh + totals.QueuedMilliWh + totals.LostMilliWh + totals.RunningMilliWh
                    ).ShouldBe(totals.DeliveredMilliWh);
                    (totals.Complete + totals.Running + totals.Queued + totals.Lost + totals.Differs).ShouldBe(
                        totals.Sessions
                    );
                    totals.Sessions.ShouldBe(transactions.Count + 2);
                    foreach (var it in report.Sessions)
                    {
                        if (it.Verdict is TruthVerdict.Lost or TruthVerdict.Queued or TruthVerdict.Differs)
                        {
                            it.Reason.ShouldNotBeNullOrEmpty();
                        }
                        if (it.Verdict == TruthVerdict.Complete)
                        {
                            it.Csms!.MeterStopWh.ShouldBe(it.Transaction.MeterStopWh);
                        }
                    }
                }
            )
        );
    }

    [Fact]
    public void What_is_acknowledged_is_complete()
    {
        Judge(Whole).ShouldBe((TruthVerdict.Complete, null));
        Judge(Whole, Acknowledged).ShouldBe((TruthVerdict.Complete, null));
    }

    [Fact]
    public void What_waits_or_runs_is_told_so()
    {
        Judge(Whole with { Stop = MessageFate.Queued })
            .ShouldBe((TruthVerdict.Queued, "StopTransaction waits to be delivered"));
        var running = Of(1, 100_900, null) with { Start = MessageFate.Delivered };
        Judge(running).ShouldBe((TruthVerdict.Running, null));
        Judge(running with { Start = MessageFate.Queued })
            .ShouldBe((TruthVerdict.Running, "StartTransaction waits to be delivered"));
    }

    [Theory]
    [InlineData(GiveUpCause.NoAnswer, "was not answered")]
    [InlineData(GiveUpCause.CallError, "CALLERROR")]
    [InlineData(GiveUpCause.InvalidAnswer, "was not valid")]
    public void What_is_lost_says_why(GiveUpCause cause, string words)
    {
        var lost = Whole with { GivenUpAfter = 3, GiveUpCause = cause };

        var (start, reason) = Judge(lost with { Start = MessageFate.GivenUp });
        start.ShouldBe(TruthVerdict.Lost);
        reason.ShouldNotBeNull().ShouldStartWith("StartTransaction was given up after 3 attempts: ");
        reason.ShouldContain(words);
        (var stop, reason) = Judge(lost with { Stop = MessageFate.GivenUp });
        stop.ShouldBe(TruthVerdict.Lost);
        reason.ShouldNotBeNull().ShouldStartWith("StopTransaction was given up after 3 attempts: ");
    }

    [Fact]
    public void What_a_deleted_charger_had_not_told_is_lost()
    {
        var report = TruthReport.Of([Whole with { Stop = MessageFate.Queued }], (_, _) => null, csms: null);
        report.Totals.LostMilliWh.ShouldBe(399_200);
        report.Sessions[0].Reason.ShouldBe("the charger was deleted while StopTransaction waited to be delivered");
    }

    [Fact]
    public void A_Csms_that_says_something_else_is_found()
    {
        Differs([], "no session");
        Differs([Acknowledged, Acknowledged with { TransactionId = 8 }], "2 sessions");
        Differs([Acknowledged with { MeterStopWh = null }], "open");
        Differs([Acknowledged with { EvseId = 2 }], "connector 2");
        Differs([Acknowledged with { MeterStartWh = 99 }], "meterStart 99");
        Differs([Acknowledged with { MeterStopWh = 501 }], "meterStop 501");
        Differs([Acknowledged with { StartMessageId = "other" }], "no session");
    }

    private static void Differs(CsmsTransaction[] csms, string reason)
    {
        var report = Report(Whole, csms);
        report.Sessions[0].Verdict.ShouldBe(TruthVerdict.Differs);
        report.Sessions[0].Reason.ShouldNotBeNull().ShouldContain(reason);
        report.Totals.AcknowledgedMilliWh.ShouldBe(399_200);
    }

    private static (TruthVerdict Verdict, string? Reason) Judge(ChargerTransaction it, params CsmsTransaction[] csms)
    {
        var session = Report(it, csms.Length == 0 ? null : csms).Sessions[0];
        return (session.Verdict, session.Reason);
    }

    private static TruthReport Report(ChargerTransaction it, CsmsTransaction[]? csms) =>
        TruthReport.Of(
            [it],
            (_, _) => 500_100,
            csms is null ? null : new TruthCsms(new HashSet<string> { it.ChargerId }, csms)
        );

    private static ChargerTransaction Of(int evse, long firstMilliWh, long? lastMilliWh) =>
        new()
        {
            ChargerId = "CP1",
            EvseId = evse,
            Key = 1,
            IdTag = "T",
            StartMessageId = "m1",
            StartedAt = At,
            MeterStartWh = firstMilliWh / 1000,
            RegisterAtStartMilliWh = firstMilliWh,
            Start = MessageFate.Delivered,
            Stops = lastMilliWh is null ? 0 : 1,
            StopMessageId = lastMilliWh is null ? null : "m2",
            StoppedAt = lastMilliWh is null ? null : At + TimeSpan.FromHours(1),
            MeterStopWh = lastMilliWh / 1000,
            RegisterAtStopMilliWh = lastMilliWh,
            Stop = lastMilliWh is null ? MessageFate.None : MessageFate.Delivered,
        };
}

using ChargePoints;
using Ocpp.V16;
using Simulation.Tests.Fleet;
using Simulation.Truth;

namespace Simulation.Tests.Truth;

/// <summary>What the ledger takes down of chargers that talk to the embedded CSMS.</summary>
public sealed class TransactionLedgerTests
{
    private static readonly Dictionary<string, string> Hasty = new()
    {
        ["TransactionMessageAttempts"] = "2",
        ["TransactionMessageRetryInterval"] = "1",
        ["MeterValueSampleInterval"] = "60",
    };

    [Theory]
    [InlineData(
        false,
        "StartTransaction was given up after 2 attempts: the last one was not answered; StopTransaction carries "
    )]
    [InlineData(true, "StopTransaction was given up after 2 attempts: the last one was not answered; the CSMS ")]
    public void A_message_that_nobody_answers_is_lost_with_its_reason(bool startIsAnswered, string reason)
    {
        var ledger = new TransactionLedger();
        using var fleet = new VirtualFleet(witness: ledger);
        var charger = fleet.Booted("CP1", Hasty);
        Begin(fleet, charger, mute: !startIsAnswered);
        fleet
            .Time.RunUntil(() => ledger.Transactions[0].Start != MessageFate.Queued, TimeSpan.FromMinutes(5))
            .ShouldBeTrue();
        fleet.Csms.Mute = true;
        var shown = Truth(fleet, ledger).Sessions.ShouldHaveSingleItem();
        shown.Verdict.ShouldBe(startIsAnswered ? TruthVerdict.Running : TruthVerdict.Lost);
        shown.Transaction.TransactionId.ShouldBe(startIsAnswered ? shown.Csms!.TransactionId : null);
        fleet.Time.Advance(TimeSpan.FromMinutes(10));
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        Truth(fleet, ledger).Totals.Queued.ShouldBe(startIsAnswered ? 1 : 0);
        fleet.Time.RunUntil(() => charger.Snapshot.QueuedMessages == 0, TimeSpan.FromMinutes(30)).ShouldBeTrue();

        var truth = Truth(fleet, ledger);

        var lost = truth.Sessions.ShouldHaveSingleItem();
        lost.Verdict.ShouldBe(TruthVerdict.Lost);
        lost.Reason.ShouldNotBeNull().ShouldStartWith(reason);
        lost.Transaction.MeterValuesGivenUp.ShouldBeGreaterThan(0);
        // The CSMS has got the start, but its charger does not know.
        lost.Csms.ShouldNotBeNull();
        truth.Totals.LostMilliWh.ShouldBe(charger.Snapshot.Evses[0].EnergyMilliWh);
        truth.Totals.LostMilliWh.ShouldBeGreaterThan(0);
        truth.Totals.DeliveredMilliWh.ShouldBe(truth.Totals.LostMilliWh);
    }

    [Fact]
    public void Beyond_its_limit_it_keeps_what_is_delivered_as_a_sum()
    {
        var ledger = new TransactionLedger(limit: 2);
        using var fleet = new VirtualFleet(witness: ledger);
        var charger = fleet.Booted();
        for (var i = 0; i < 5; i++)
        {
            Begin(fleet, charger);
            fleet.Time.Advance(TimeSpan.FromMinutes(3));
            End(fleet, charger);
        }

        var truth = Truth(fleet, ledger);

        truth.Sessions.Count.ShouldBe(2);
        truth.Totals.Sessions.ShouldBe(5);
        truth.Totals.Complete.ShouldBe(5);
        truth.Totals.Unlisted.ShouldBe(3);
        truth.Totals.Unrecorded.ShouldBe(0);
        truth.Totals.AcknowledgedMilliWh.ShouldBe(charger.Snapshot.Evses[0].EnergyMilliWh);
        truth.Totals.DeliveredMilliWh.ShouldBe(truth.Totals.AcknowledgedMilliWh);
    }

    [Fact]
    public void What_cannot_be_delivered_is_bounded_too_and_that_is_told()
    {
        var ledger = new TransactionLedger(limit: 1);
        using var fleet = new VirtualFleet(witness: ledger);
        // Whom it knows it need not ask for.
        var charger = fleet.Booted(
            "CP1",
            new Dictionary<string, string> { ["AuthorizationCacheEnabled"] = "true", ["LocalPreAuthorize"] = "true" }
        );
        Begin(fleet, charger);
        End(fleet, charger);
        for (var i = 0; i < 3; i++)
        {
            Begin(fleet, charger, mute: true);
            fleet.Post(charger, new StopTransaction(1, Reason.Local));
            fleet.Post(charger, new Unplug(1, UnplugSide.Ev));
            fleet.Post(charger, new Unplug(1, UnplugSide.Evse));
        }

        var truth = Truth(fleet, ledger);

        truth.Totals.Complete.ShouldBe(1);
        truth.Totals.Queued.ShouldBe(1);
        truth.Totals.Unrecorded.ShouldBe(2);
    }

    [Fact]
    public void Once_closed_it_follows_what_it_has_and_takes_nothing_new()
    {
        var ledger = new TransactionLedger();
        using var fleet = new VirtualFleet(witness: ledger);
        var charger = fleet.Booted();
        Begin(fleet, charger);
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction!.Id is not null);
        ledger.Close();
        End(fleet, charger);
        Begin(fleet, charger);

        var session = Truth(fleet, ledger).Sessions.ShouldHaveSingleItem();

        session.Verdict.ShouldBe(TruthVerdict.Complete);
        session.Transaction.TransactionId.ShouldBe(session.Csms!.TransactionId);
    }

    private static void Begin(VirtualFleet fleet, SimulatedCharger charger, bool mute = false)
    {
        fleet.Post(charger, new PresentTag(1, "TAG1")).Refusal.ShouldBeNull();
        fleet.Until(() => charger.Snapshot.Evses[0].Reader?.State == ReaderState.Waiting);
        fleet.Csms.Mute = mute;
        fleet.Post(charger, new PlugIn(1, new VehicleSettings { Id = "EV1", SocPercent = 20 })).Refusal.ShouldBeNull();
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction is not null);
    }

    private static void End(VirtualFleet fleet, SimulatedCharger charger)
    {
        fleet.Post(charger, new StopTransaction(1, Reason.Local)).Refusal.ShouldBeNull();
        fleet.Post(charger, new Unplug(1, UnplugSide.Ev));
        fleet.Post(charger, new Unplug(1, UnplugSide.Evse));
        fleet.Until(() => charger.Snapshot.QueuedMessages == 0);
    }

    private static TruthReport Truth(VirtualFleet fleet, TransactionLedger ledger)
    {
        var (transactions, sum) = ledger.Read();
        var sessions = fleet
            .Csms.Central.Sessions.Select(it => new CsmsTransaction(
                it.ChargePointId,
                it.TransactionId,
                it.StartMessageId,
                it.ConnectorId,
                it.MeterStartWh,
                it.MeterStopWh
            ))
            .ToList();
        return TruthReport.Of(
            transactions,
            (id, evse) => fleet.Fleet.TryGet(id, out var it) ? it.Snapshot.Evses[evse - 1].EnergyMilliWh : null,
            new TruthCsms(new HashSet<string> { "CP1" }, sessions),
            sum
        );
    }
}

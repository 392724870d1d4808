using System.Text;
using Ocpp.Rpc;
using Ocpp.V16;
using TestKit;
using TestKit.Hostile;

namespace ChargePoints.Tests.Hostile;

/// <summary>What must hold of a charge point whatever its CSMS sends.</summary>
internal sealed class LifeRules(ChargePointBench bench, bool followsStatuses)
{
    // What everything durable of one charge point may come to, with all that its keys let in.
    private const int MostDurableBytes = 1024 * 1024;
    private const int MostEventsOfAFrame = 60;

    // One of firmware, one of diagnostics and one of logs.
    private const int MostTransfers = 3;
    private const int SizesEach = 16;

    private readonly Dictionary<int, string> _status = [];
    private readonly long[] _register = new long[bench.Settings.Evses.Count];
    private readonly List<SentFrame> _transactions = [];
    private readonly List<SentFrame> _statuses = [];
    private readonly List<SentFrame> _metered = [];
    private int _checks;

    /// <summary>Actions that were answered by a result, error codes of the others, and transaction messages that were sent.</summary>
    public HashSet<string> Reached { get; } = [];

    /// <summary>The charge point takes a frame: it is answered once, or not at all, and only what asks for it ends the connection.</summary>
    /// <returns>The answer; null when there was none.</returns>
    public SentFrame? Hear(byte[] frame)
    {
        ExpectedAnswer expected = ExpectedAnswer.To(frame, bench.Settings.Quirks);
        bool silent =
            !bench.ChargePoint.LinkIsUp || bench.ChargePoint.Registration.Status == RegistrationStatus.Rejected;
        bool pairs = ExpectedAnswer.Answers(frame) is not null;
        int eventsBefore = bench.Events.Count;
        SentFrame[] answers = [.. bench.Hear(frame).Where(sent => sent.Type != MessageType.Call)];
        string told =
            $"{Encoding.UTF8.GetString(frame)[..Math.Min(frame.Length / 4, 500)]} -> {string.Join(' ', (object[])answers)}";
        if (silent || expected.Id is null)
        {
            answers.Where(answer => silent || !IsForTheUnreadable(answer)).ShouldBeEmpty(told);
        }
        else
        {
            SentFrame answer = answers.ShouldHaveSingleItem(told);
            answer.MessageId.ShouldBe(expected.Id, told);
            answer.Action.ShouldBe(expected.Action, told);
            (
                answer.Type == MessageType.CallResult ? expected.IsValid : expected.Codes.Contains(answer.ErrorCode)
            ).ShouldBeTrue(told);
        }
        Reached.UnionWith(answers.Select(it => it.Type == MessageType.CallError ? it.ErrorCode : it.Action));
        (bench.Events.Count - eventsBefore).ShouldBeLessThan(MostEventsOfAFrame, told);
        if (!expected.IsValid && !pairs)
        {
            bench.EndsLink.ShouldBeFalse(told);
        }
        return answers.FirstOrDefault();
    }

    /// <summary>After each act.</summary>
    public void Check()
    {
        CheckStatuses();
        CheckEvses();
        CheckSizes();
        Keep();
    }

    /// <summary>The process was killed: connectors come back as they are found.</summary>
    public void Killed() => _status.Clear();

    /// <summary>When all is well and nothing charges: everything has arrived, and each start has its stop.</summary>
    public void CheckRest()
    {
        bench.ChargePoint.Snapshot.QueuedMessages.ShouldBe(0);
        bench.Saved.Messages.ShouldBeEmpty();
        bench.ChargePoint.Durable.Transactions.ShouldBeEmpty();
        int starts = _transactions.Where(it => it.Action == "StartTransaction").DistinctBy(it => it.MessageId).Count();
        int stops = _transactions.Where(it => it.Action == "StopTransaction").DistinctBy(it => it.MessageId).Count();
        stops.ShouldBe(starts);
        SessionRules.RegisterViolations(_metered).ShouldBeEmpty();
        if (followsStatuses)
        {
            SessionRules.StatusViolations(_statuses).ShouldBeEmpty();
        }
    }

    private void CheckStatuses()
    {
        foreach (EventOccurred change in bench.Events)
        {
            if (change.Type == ChargePointEventType.StatusChanged && change.EvseId > 0)
            {
                string[] words = change.Detail.Split(' ');
                _status.GetValueOrDefault(change.EvseId, words[0]).ShouldBe(words[0], change.Detail);
                SessionRules.IsAllowed(words[0], words[2]).ShouldBeTrue(change.Detail);
                _status[change.EvseId] = words[2];
            }
            else if (change.Type == ChargePointEventType.PoweredOn)
            {
                _status.Clear();
            }
        }
    }

    private void CheckEvses()
    {
        ChargePointSnapshot snapshot = bench.ChargePoint.Snapshot;
        foreach (EvseSnapshot evse in snapshot.Evses)
        {
            evse.EnergyMilliWhAt(bench.Now).ShouldBeGreaterThanOrEqualTo(_register[evse.Id - 1] - 1);
            _register[evse.Id - 1] = evse.EnergyMilliWh;
            evse.PowerW.ShouldBeInRange(0, 22_000);
            evse.LimitW.ShouldBeInRange(0, 100_000);
            bool charges = evse.Status is ChargePointStatus.Charging && snapshot.PoweredOn;
            (evse.PowerW > 0).ShouldBe(charges, $"{evse}");
        }
    }

    // What the CSMS can fill is as large as the keys say, and no larger.
    private void CheckSizes()
    {
        ConfigurationView keys = bench.ChargePoint.Configuration;
        ChargePointSnapshot snapshot = bench.ChargePoint.Snapshot;
        snapshot.QueuedMessages.ShouldBeLessThanOrEqualTo(TransactionQueue.Capacity);
        (snapshot.SmartCharging?.Profiles.Count ?? 0).ShouldBeLessThanOrEqualTo(keys.MaxChargingProfilesInstalled);
        (snapshot.Security?.Events.Count ?? 0).ShouldBeLessThanOrEqualTo(SecurityEvents.Capacity);
        bench.Transfers.Running.ShouldBeLessThanOrEqualTo(MostTransfers);
        if (_checks++ % SizesEach != 0)
        {
            return;
        }
        DurableState durable = bench.ChargePoint.Durable;
        durable.AuthorizationCache.Count.ShouldBeLessThanOrEqualTo(AuthorizationCache.Capacity);
        durable.LocalAuthList.Entries.Count.ShouldBeLessThanOrEqualTo(keys.LocalAuthListMaxLength);
        durable.Reservations.Count.ShouldBeLessThanOrEqualTo(bench.Settings.Evses.Count);
        durable.Certificates.Roots.Count.ShouldBeLessThanOrEqualTo(keys.CertificateStoreMaxLength);
        durable.Certificates.Own.Count.ShouldBeLessThanOrEqualTo(OwnCertificates.Capacity);
        durable
            .Transactions.Count(transaction => transaction.Running)
            .ShouldBeLessThanOrEqualTo(bench.Settings.Evses.Count);
        DurableState.Parts.Sum(part => durable.Write(part).Length).ShouldBeLessThan(MostDurableBytes);
    }

    // Keeps what the rules of the whole life need, and lets the bench forget the rest.
    private void Keep()
    {
        foreach (SentFrame sent in bench.Sent)
        {
            if (sent.Calls("StartTransaction") || sent.Calls("StopTransaction"))
            {
                _transactions.Add(sent);
                Reached.Add(sent.Action);
            }
            if (sent.Calls("StatusNotification") || sent.Calls("BootNotification"))
            {
                _statuses.Add(sent);
            }
            if (sent.Calls("StartTransaction") || (sent.Calls("MeterValues") && !IsTriggered(sent)))
            {
                _metered.Add(sent);
            }
        }
        bench.Forget();
    }

    // A quirk has it that what has no id is answered all the same.
    private bool IsForTheUnreadable(SentFrame answer) =>
        bench.Settings.Quirks.Contains(Quirk.CallErrorForUnreadableFrames)
        && answer is { Type: MessageType.CallError, MessageId: "-1", ErrorCode: "GenericError" };

    // What is asked for overtakes the queue.
    private static bool IsTriggered(SentFrame sent) =>
        (string?)sent.Payload["meterValue"]![0]!["sampledValue"]![0]!["context"] == "Trigger";
}

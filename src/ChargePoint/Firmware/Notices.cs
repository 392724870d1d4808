using System.Buffers;

namespace ChargePoints;

/// <summary>
/// Statuses of firmware and uploads on their way to the CSMS: in order, one after the other, kept over a broken link and a power
/// loss. One that is answered by an error, or not at all, is not repeated: the next one says more.
/// </summary>
internal sealed class Notices(ChargePoint cp)
{
    // An update has nine at most. Offline for long, the oldest go.
    private const int Most = 32;

    private readonly List<(Notice Notice, long Order)> _unsent = [];
    private NoticeCall? _inOutbox;

    /// <summary>What has not been told yet.</summary>
    public IEnumerable<Notice> Unsent => _unsent.Select(entry => entry.Notice);

    /// <summary>What had not been told when it was saved.</summary>
    public void Restore(IEnumerable<Notice> unsent) => _unsent.AddRange(unsent.Select(notice => (notice, 0L)));

    /// <summary>Tells this after all that waits already.</summary>
    public void Add(Notice notice)
    {
        if (_unsent.Count == Most)
        {
            _unsent.RemoveAt(_inOutbox is null ? 0 : 1);
        }
        _unsent.Add((notice, cp.NextOrder()));
        cp.Save(DurableParts.Firmware);
        Pump();
    }

    /// <summary>The charge point is online: what waits goes out.</summary>
    public void Pump()
    {
        if (_inOutbox is not null || _unsent.Count == 0 || !cp.Online)
        {
            return;
        }
        _inOutbox = new(this, _unsent[0].Notice, _unsent[0].Order);
        cp.Outbox.Enqueue(_inOutbox);
    }

    /// <summary>Power is gone, and the outbox with it.</summary>
    public void PowerGone() => _inOutbox = null;

    private void Told(NoticeCall call)
    {
        if (_inOutbox != call)
        {
            return;
        }
        _inOutbox = null;
        _unsent.RemoveAt(0);
        cp.Save(DurableParts.Firmware);
        Pump();
    }

    private void NotTold(NoticeCall call)
    {
        if (_inOutbox == call)
        {
            _inOutbox = null;
        }
    }

    private sealed class NoticeCall(Notices home, Notice notice, long order) : OutgoingCall(notice.Action, order)
    {
        public override void Write(IBufferWriter<byte> output, string messageId) => notice.Write(output, messageId);

        public override void Undelivered() => home.NotTold(this);

        public override void TimedOut() => home.Told(this);

        public override void Refused() => home.Told(this);

        public override void Answered(object response, TimeSpan roundTrip) => home.Told(this);
    }
}

/// <summary>A status that the CSMS has asked for: told once, now (OCPP 1.6 §5.17).</summary>
internal sealed class TriggeredNoticeCall(Notice notice, long order) : OutgoingCall(notice.Action, order)
{
    public override void Write(IBufferWriter<byte> output, string messageId) => notice.Write(output, messageId);
}

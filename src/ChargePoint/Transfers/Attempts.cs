using Ocpp;

namespace ChargePoints;

/// <summary>The attempts at one transfer: one at a time, the next after the interval, until one succeeds or none is left.</summary>
internal sealed class Attempts(ChargePoint cp, RetryPlan plan)
{
    private long _transferId;

    /// <summary>Attempts that have failed.</summary>
    public int Failed { get; set; }

    /// <summary>When the next attempt begins; never while one is under way.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>Attempts left after the present one.</summary>
    public int Left => Math.Max(0, plan.Retries - Failed);

    /// <summary>Begins an attempt.</summary>
    public void Start(TransferRequest request)
    {
        Due = Instant.Never;
        _transferId = cp.NextOrder();
        cp.Effects.Add(new StartTransfer(_transferId, request));
        cp.Changed();
    }

    /// <summary>True when the result is that of the attempt under way; then that attempt is over.</summary>
    public bool Ended(TransferEnded input)
    {
        if (_transferId == 0 || input.TransferId != _transferId)
        {
            return false;
        }
        _transferId = 0;
        return true;
    }

    /// <summary>The attempt has failed. False when it was the last; whatever the server said, it may have changed its mind by the next.</summary>
    public bool TryAgain()
    {
        Failed++;
        cp.Changed();
        if (Failed > plan.Retries)
        {
            return false;
        }
        Due = cp.Now + plan.Interval;
        return true;
    }

    /// <summary>Nothing is waited for any more.</summary>
    public void Stop()
    {
        Due = Instant.Never;
        if (_transferId != 0)
        {
            cp.Effects.Add(new CancelTransfer(_transferId));
            _transferId = 0;
        }
    }
}

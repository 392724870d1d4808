using ChargePoints;

namespace Simulation.Transfers;

/// <summary>The time that one attempt may take: in all, and without anything moving.</summary>
internal sealed class TransferLimits : IDisposable
{
    private readonly CancellationTokenSource _total;
    private readonly CancellationTokenSource _idle;

    public TransferLimits(TransferOptions options, CancellationToken cancel)
    {
        Options = options;
        _total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _total.CancelAfter(options.TotalTimeout);
        _idle = CancellationTokenSource.CreateLinkedTokenSource(_total.Token);
        Moved();
    }

    public TransferOptions Options { get; }

    /// <summary>Cancelled when the time is over, or the transfer given up.</summary>
    public CancellationToken Token => _idle.Token;

    /// <summary>Something has moved.</summary>
    public void Moved() => _idle.CancelAfter(Options.IdleTimeout);

    /// <summary>Why the token was cancelled, when it was not the charger.</summary>
    public TransferException TimedOut() =>
        new(
            TransferOutcome.Failed,
            _total.IsCancellationRequested
                ? $"It was not done within {Options.TotalTimeout.TotalSeconds:0.#} s."
                : $"Nothing moved for {Options.IdleTimeout.TotalSeconds:0.#} s."
        );

    public void Dispose()
    {
        _idle.Dispose();
        _total.Dispose();
    }
}

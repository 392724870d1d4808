using ChargePoints;

namespace Simulation.Transfers;

/// <summary>Moves files for charge points: over the network, or in memory in virtual time.</summary>
public interface ITransfers
{
    /// <summary>Begins one attempt and returns at once.</summary>
    /// <param name="job">What goes where.</param>
    /// <param name="ended">Called once with what became of it, from any thread; not any more after a cancel.</param>
    ITransfer Start(TransferJob job, Action<TransferResult> ended);
}

/// <summary>A transfer under way, or waiting for its turn.</summary>
public interface ITransfer
{
    /// <summary>Gives it up.</summary>
    void Cancel();
}

/// <summary>One attempt to move a file.</summary>
/// <param name="Request">What goes where.</param>
/// <param name="Compose">Makes the content of an upload when its turn comes; null for a download.</param>
/// <param name="Trust">What to trust for https; null for what the host trusts.</param>
public sealed record TransferJob(TransferRequest Request, Func<byte[]>? Compose, TransferTrust? Trust);

/// <summary>What a charger trusts for https.</summary>
/// <param name="Roots">Its roots, DER.</param>
/// <param name="Clock">Its time, at which certificates must be valid.</param>
public sealed record TransferTrust(IReadOnlyList<byte[]> Roots, DateTimeOffset Clock);

/// <summary>The bounds of transfers over the network.</summary>
public sealed record TransferOptions
{
    /// <summary>Bytes that a download may have.</summary>
    public long MaxBytes { get; init; } = 100_000_000;

    /// <summary>Longest wait for a connection, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest time in which nothing moves.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of one attempt, from its turn on.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Transfers at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Transfers that wait for their turn; beyond it they fail at once.</summary>
    public int MaxWaiting { get; init; } = 20_000;

    /// <summary>Redirects that are followed.</summary>
    public int MaxRedirects { get; init; } = 5;
}

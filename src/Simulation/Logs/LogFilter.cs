using Ocpp;

namespace Simulation.Logs;

/// <summary>Which lines a reader wants; null means all.</summary>
public sealed record LogFilter
{
    /// <summary>The streams.</summary>
    public IReadOnlyList<LogCategory>? Categories { get; init; }

    /// <summary>The type, without regard to case.</summary>
    public string? Type { get; init; }

    /// <summary>The direction.</summary>
    public LogDirection? Direction { get; init; }

    /// <summary>The OCPP actions, without regard to case.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>Text that type, action, message id, problem or payload contains, without regard to the case of ASCII letters.</summary>
    public string? Search { get; init; }

    /// <summary>Not before.</summary>
    public Instant? From { get; init; }

    /// <summary>Not after.</summary>
    public Instant? To { get; init; }

    /// <summary>True for lines with a problem only.</summary>
    public bool Problems { get; init; }
}

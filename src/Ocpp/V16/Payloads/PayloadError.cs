using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>Something wrong with a payload (OCPP-J 1.6 §4.2.3).</summary>
/// <param name="Code">The code that a CALLERROR about it carries.</param>
/// <param name="Path">Which field, such as <c>meterValue[0].timestamp</c>; empty for the payload as a whole.</param>
/// <param name="Message">What is wrong with it, in words that say what is expected.</param>
public readonly record struct PayloadError(RpcErrorCode Code, string Path, string Message)
{
    /// <summary>Path and message in one line.</summary>
    public override string ToString() => string.IsNullOrEmpty(Path) ? Message ?? "" : $"{Path}: {Message}";

    /// <summary>The same error seen from the object or array that holds the field.</summary>
    internal PayloadError Within(string step) =>
        this with
        {
            Path =
                Path.Length == 0 ? step
                : Path[0] == '[' ? step + Path
                : $"{step}.{Path}",
        };
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>What a scripted CSMS does with a call.</summary>
public sealed record Reply
{
    private Reply(JsonObject? payload, string? errorCode, string? frame)
    {
        Payload = payload;
        ErrorCode = errorCode;
        Frame = frame;
    }

    /// <summary>No answer at all.</summary>
    public static Reply None { get; } = new(null, null, null);

    /// <summary><c>{}</c>.</summary>
    public static Reply Empty => Result(new { });

    internal JsonObject? Payload { get; }

    internal string? ErrorCode { get; }

    internal string? Frame { get; }

    /// <summary>A CALLRESULT.</summary>
    public static Reply Result(object payload) => new(ToJson(payload), null, null);

    /// <summary>A CALLERROR.</summary>
    public static Reply Error(string code) => new(null, code, null);

    /// <summary>A frame as it is; <c>$id</c> in it stands for the call's message id.</summary>
    public static Reply Raw(string frame) => new(null, null, frame);

    /// <summary>A result with <c>idTagInfo</c>.</summary>
    public static Reply IdTag(string status, string? parentIdTag = null) =>
        Result(new { idTagInfo = IdTagInfo(status, parentIdTag) });

    internal static JsonObject IdTagInfo(string status, string? parentIdTag)
    {
        var info = new JsonObject { ["status"] = status };
        if (parentIdTag is not null)
        {
            info["parentIdTag"] = parentIdTag;
        }
        return info;
    }

    /// <summary>The frame that answers the call; null when there is no answer.</summary>
    public string? ToFrame(string messageId) =>
        Payload is not null ? $"[3,\"{messageId}\",{Payload.ToJsonString()}]"
        : ErrorCode is not null ? $"[4,\"{messageId}\",\"{ErrorCode}\",\"\",{{}}]"
        : Frame?.Replace("$id", messageId, StringComparison.Ordinal);

    /// <summary>A payload as JSON.</summary>
    public static JsonObject ToJson(object payload) =>
        payload as JsonObject ?? JsonSerializer.SerializeToNode(payload)!.AsObject();
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>Writes frames (OCPP-J 1.6 §4.2) straight to a buffer as UTF-8.</summary>
public static class FrameWriter
{
    /// <summary>Longest description of a CALLERROR in characters; what is longer is cut.</summary>
    public const int MaxDescriptionLength = 255;

    /// <summary>Text is not meant for a web page: only what JSON itself demands is escaped.</summary>
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes a CALL.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="messageId">1-36 characters, not used before on the connection except for a retry.</param>
    /// <param name="action">The action.</param>
    /// <param name="request">Its payload.</param>
    public static void WriteCall<TRequest, TResponse>(
        IBufferWriter<byte> output,
        string messageId,
        OcppAction<TRequest, TResponse> action,
        TRequest request
    )
        where TRequest : class
        where TResponse : class
    {
        Utf8JsonWriter writer = BeginCall(output, messageId, action.Name);
        action.Request.Write(writer, request);
        End(writer);
    }

    /// <summary>Writes a CALL whose request type is only known at run time.</summary>
    /// <inheritdoc cref="WriteCall{TRequest,TResponse}(IBufferWriter{byte},string,OcppAction{TRequest,TResponse},TRequest)"/>
    /// <exception cref="InvalidCastException">The request is not of the action's type.</exception>
    public static void WriteCall(IBufferWriter<byte> output, string messageId, OcppAction action, object request)
    {
        Utf8JsonWriter writer = BeginCall(output, messageId, action.Name);
        action.Request.WriteObject(writer, request);
        End(writer);
    }

    /// <summary>Writes a CALL with a payload that is JSON already, of an action that need not be known.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="messageId">1-36 characters.</param>
    /// <param name="action">The action's name.</param>
    /// <param name="payload">One JSON value; it is not checked.</param>
    public static void WriteRawCall(
        IBufferWriter<byte> output,
        string messageId,
        string action,
        ReadOnlySpan<byte> payload
    )
    {
        Utf8JsonWriter writer = BeginCall(output, messageId, action);
        writer.WriteRawValue(payload, skipInputValidation: true);
        End(writer);
    }

    /// <summary>Writes a CALLRESULT.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="messageId">The call's id.</param>
    /// <param name="action">The call's action.</param>
    /// <param name="response">The payload.</param>
    public static void WriteResult<TRequest, TResponse>(
        IBufferWriter<byte> output,
        string messageId,
        OcppAction<TRequest, TResponse> action,
        TResponse response
    )
        where TRequest : class
        where TResponse : class
    {
        Utf8JsonWriter writer = Begin(output, MessageType.CallResult, messageId);
        action.Response.Write(writer, response);
        End(writer);
    }

    /// <summary>Writes a CALLRESULT whose response type is only known at run time.</summary>
    /// <inheritdoc cref="WriteResult{TRequest,TResponse}(IBufferWriter{byte},string,OcppAction{TRequest,TResponse},TResponse)"/>
    /// <exception cref="InvalidCastException">The response is not of the action's type.</exception>
    public static void WriteResult(IBufferWriter<byte> output, string messageId, OcppAction action, object response)
    {
        Utf8JsonWriter writer = Begin(output, MessageType.CallResult, messageId);
        action.Response.WriteObject(writer, response);
        End(writer);
    }

    /// <summary>Writes a CALLRESULT with a payload that is JSON already.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="messageId">The call's id.</param>
    /// <param name="payload">One JSON value; it is not checked.</param>
    public static void WriteRawResult(IBufferWriter<byte> output, string messageId, ReadOnlySpan<byte> payload)
    {
        Utf8JsonWriter writer = Begin(output, MessageType.CallResult, messageId);
        writer.WriteRawValue(payload, skipInputValidation: true);
        End(writer);
    }

    /// <summary>Writes a CALLERROR, with empty details.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="messageId">The call's id.</param>
    /// <param name="code">What kind of error.</param>
    /// <param name="description">One line; cut at <see cref="MaxDescriptionLength"/> characters.</param>
    public static void WriteError(IBufferWriter<byte> output, string messageId, RpcErrorCode code, string description)
    {
        Utf8JsonWriter writer = Begin(output, MessageType.CallError, messageId);
        writer.WriteStringValue(OcppEnum.Name(code));
        writer.WriteStringValue(JsonText.Cut(description, MaxDescriptionLength));
        writer.WriteStartObject();
        writer.WriteEndObject();
        End(writer);
    }

    private static Utf8JsonWriter BeginCall(IBufferWriter<byte> output, string messageId, string action)
    {
        Utf8JsonWriter writer = Begin(output, MessageType.Call, messageId);
        writer.WriteStringValue(action);
        return writer;
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> output, MessageType type, string messageId)
    {
        Utf8JsonWriter writer = Rent(output);
        writer.WriteStartArray();
        writer.WriteNumberValue((int)type);
        writer.WriteStringValue(messageId);
        return writer;
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.Flush();
    }

    /// <summary>The calling thread's own writer, pointed at a buffer.</summary>
    internal static Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        if (_writer is null)
        {
            return _writer = new Utf8JsonWriter(output, Options);
        }
        _writer.Reset(output);
        return _writer;
    }
}

using System.Buffers;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>A call that the CSMS has asked for, and that nobody here waits for.</summary>
internal sealed class TriggeredCall<TRequest, TResponse> : OutgoingCall
    where TRequest : class
    where TResponse : class
{
    private readonly OcppAction<TRequest, TResponse> _action;
    private readonly TRequest _request;

    public TriggeredCall(OcppAction<TRequest, TResponse> action, TRequest request, long order)
        : base(action, order)
    {
        _action = action;
        _request = request;
        OnTrigger = true;
    }

    public override void Write(IBufferWriter<byte> output, string messageId) =>
        FrameWriter.WriteCall(output, messageId, _action, _request);
}

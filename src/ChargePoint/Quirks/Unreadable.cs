using System.Buffers;
using Ocpp.Rpc;

namespace ChargePoints;

/// <summary>A frame that cannot be read has no id to answer to: it is left alone, unless a quirk has it otherwise.</summary>
internal static class Unreadable
{
    private const string NoMessageId = "-1";

    public static void Answer(ChargePoint cp, string problem)
    {
        if (!cp.Settings.Has(Quirk.CallErrorForUnreadableFrames))
        {
            return;
        }
        ArrayBufferWriter<byte> frames = cp.Effects.Frames;
        int start = frames.WrittenCount;
        FrameWriter.WriteError(frames, NoMessageId, RpcErrorCode.GenericError, problem);
        cp.Effects.Add(new SendFrame(frames.WrittenMemory[start..], MessageType.CallError, "", NoMessageId, false));
    }
}

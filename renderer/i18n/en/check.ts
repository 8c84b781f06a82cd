/** The words of what is tried before joining. */
export const check = {
  title: 'Before you join',
  devices: 'Check your devices',
  text: 'Nobody sees or hears you yet. On the stage, microphone and camera are off until you turn them on.',
  textInAudience: 'Nobody else sees or hears what you try here.',
  textOnStage:
    'Nobody else sees or hears what you try here. Your microphone and camera on the stage stay as they are: while your microphone is on, you are heard.',
  join: 'Join the stage',
  skip: 'Skip the check',
  done: 'Done',
  never: 'Do not ask again with these devices',
  camera: {
    title: 'Camera',
    starting: 'Starting the camera',
    none: 'No picture',
  },
  microphone: {
    title: 'Microphone',
    speak: 'Say something: the bar moves with your voice.',
    heard: 'You are heard.',
    dead: 'Nothing is heard. Is the microphone muted by a switch or key of its own, or is another one meant? Choose it above.',
  },
  speaker: {
    title: 'Speaker',
    none: 'The system’s own',
    play: 'Play a sound',
    again: 'Play it again',
    question: 'Did you hear it?',
    yes: 'Yes',
    no: 'No',
    heard: 'Good: you will hear the stage from there.',
    notHeard: 'Turn the volume up, or choose another speaker, and play it again.',
    failed: 'That speaker could not be used. Choose another one.',
  },
  network: {
    title: 'Network',
    text: 'Sends a test picture and sound to the hub and back, for about seven seconds. Nobody else gets it.',
    run: 'Try the network',
    again: 'Try again',
    running: {
      udp: 'Trying UDP, the quick way',
      tcp: 'Trying TCP, the way around',
    },
    udp: {
      all: 'Sound and picture get through (UDP), {{rates}}.',
      small: 'Sound gets through, and a small picture (UDP), {{rates}}.',
      sound:
        'Sound gets through, but hardly a picture (UDP), {{rates}}. Leave your camera off, or use a cable.',
    },
    tcp: {
      all: 'Only by TCP: sound and picture get through, {{rates}}.',
      small: 'Only by TCP: sound gets through, and a small picture, {{rates}}.',
      sound: 'Only by TCP: sound gets through, but hardly a picture, {{rates}}. Leave your camera off.',
    },
    eachWay: 'about {{mbps}} Mb/s each way',
    upAndDown: 'about {{up}} Mb/s from you and {{down}} Mb/s to you',
    answers: 'The hub answers in {{ms}} ms.',
    lossy: 'Some of it is lost on the way: come closer to the Wi-Fi, or use a cable.',
    onlyTcp: 'This network holds UDP back, so sound may stop now and then where much is sent at once.',
    blocked:
      'The hub can be reached, but sound and picture do not get through. Try another network, such as a phone’s, leave a VPN, or ask who runs this network to let UDP and TCP to the hub pass.',
    elsewhere: 'Another window or device of yours is trying it just now. Try again in ten seconds.',
  },
  consent: {
    title: 'This session is recorded',
    text: 'If you come onto the stage, your voice, camera and screen are in the recording. The organizers ask everybody to agree to that before they come in.',
    agree: 'Agree and join',
    back: 'Back to the workshop',
  },
} as const;
